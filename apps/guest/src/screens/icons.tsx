// The few drawings of the app, as inline SVG that takes the text's colour; decoration only, never the sole bearer of meaning.
import type { ComponentChildren, VNode } from 'preact';

function Icon({ children, size = 24 }: { readonly children: ComponentChildren; readonly size?: number }): VNode {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** The mark: a keyhole in the arm of the moon. */
export const Mark = (): VNode => (
  <Icon size={28}>
    <path d="M11.500 3.200a9 9 0 1 0 9.300 10.800A7.200 7.200 0 0 1 11.500 3.200Z" />
    <circle cx="17.300" cy="5.600" r="1.900" />
    <path d="M17.300 7.500v3.300" />
  </Icon>
);
export const KeyIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <circle cx="8" cy="15.5" r="4.2" />
    <path d="m11.1 12.4 8.4-8.4m-3 3 2.4 2.4m-5.2.4 1.8 1.8" />
  </Icon>
);
export const GlobeIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M3.500 12h17M12 3.500c2.500 2.600 3.700 5.400 3.700 8.500s-1.200 5.900-3.700 8.500c-2.500-2.600-3.700-5.400-3.700-8.500S9.500 6.100 12 3.500Z" />
  </Icon>
);
export const LockIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.4" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.4v2" />
  </Icon>
);
export const OpenLockIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.4" />
    <path d="M8 10.5V7.4a4 4 0 0 1 7.6-1.7M12 14.4v2" />
  </Icon>
);
export const ClosedDoorIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M6.5 20.5V5.2c0-.9.7-1.7 1.7-1.7h7.6c1 0 1.7.8 1.7 1.7v15.3M4 20.5h16M14.2 12v1.6" />
  </Icon>
);
export const HourglassIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M7 3.5h10M7 20.5h10M8 3.5v3.2c0 2.2 4 3.4 4 5.3 0-1.9 4-3.1 4-5.3V3.5M8 20.5v-3.2c0-2.2 4-3.4 4-5.3 0 1.9 4 3.1 4 5.3v3.2" />
  </Icon>
);
export const LinkIcon = ({ size = 24 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1" />
  </Icon>
);
export const CheckIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="m5 12.500 4.500 4.500L19 7.500" />
  </Icon>
);
export const OfflineIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M3 3l18 18M8.500 15.900a5 5 0 0 1 7 0M5 12.400a10 10 0 0 1 4.300-2.500M2 8.900A15 15 0 0 1 6.300 6.100M10.700 5.100A15 15 0 0 1 22 8.900M14.500 9.800a10 10 0 0 1 4.500 2.600M12 19.400h.010" />
  </Icon>
);
export const PhoneIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M5.500 4h3l1.500 4-2 1.300a12 12 0 0 0 6.700 6.700L16 14l4 1.500v3A1.500 1.500 0 0 1 18.500 20 14.500 14.500 0 0 1 4 5.500 1.500 1.500 0 0 1 5.500 4Z" />
  </Icon>
);
export const CloseIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M6 6l12 12M18 6 6 18" />
  </Icon>
);
export const ChevronIcon = ({ size = 20 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="m9 5.500 6.500 6.500L9 18.500" />
  </Icon>
);
export const WaveIcon = ({ size = 18 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M12 12h.010M8.500 8.500a5 5 0 0 0 0 7M15.500 8.500a5 5 0 0 1 0 7M5.700 5.700a9 9 0 0 0 0 12.600M18.300 5.700a9 9 0 0 1 0 12.600" />
  </Icon>
);
export const ShareIcon = ({ size = 22 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <circle cx="9" cy="8" r="3.500" />
    <path d="M3 20c0-3.600 2.700-6 6-6s6 2.400 6 6M18 8v6M15 11h6" />
  </Icon>
);
export const HelpIcon = ({ size = 22 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.500 9.500a2.500 2.500 0 1 1 3.700 2.200c-.8.4-1.200.9-1.200 1.800M12 16.600h.010" />
  </Icon>
);
export const SettingsIcon = ({ size = 22 }: { readonly size?: number }): VNode => (
  <Icon size={size}>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </Icon>
);
