// Small drawings of where to look on a phone: the tile for Bluetooth, a page's permissions, the phone at the lock. Decoration: the words beside them say it.
import type { ComponentChildren, VNode } from 'preact';
import type { CheckId, PhoneKind } from './phone-checks.ts';

function Picture({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <svg
      class="picture"
      viewBox="0 0 96 72"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const Phone = ({ notch }: { readonly notch?: boolean }): VNode => (
  <>
    <rect x="30" y="3" width="36" height="66" rx="7" />
    {notch ? <path d="M43 8h10" stroke-width="4" stroke-linecap="round" /> : <circle cx="48" cy="9" r="1.5" />}
  </>
);
const Rune = ({ x, y }: { readonly x: number; readonly y: number }): VNode => (
  <path d={`M${x - 4} ${y - 4}l8 8-4 4V${y - 8}l4 4-8 8`} stroke-linejoin="round" />
);

/** The quick settings, pulled down, with the Bluetooth tile marked. */
const BluetoothTile = ({ kind }: { readonly kind: PhoneKind }): VNode => (
  <Picture>
    <Phone notch={kind === 'iphone'} />
    <rect x="35" y="16" width="11" height="11" rx="3" opacity="0.5" />
    <rect class="picture-mark" x="50" y="14" width="15" height="15" rx="4" />
    <g class="picture-on">
      <Rune x={57.5} y={21.5} />
    </g>
    <rect x="35" y="33" width="26" height="6" rx="3" opacity="0.5" />
    <path d="M80 14v18m-5-5 5 5 5-5" stroke-linecap="round" stroke-linejoin="round" />
  </Picture>
);
/** The address bar's own sign, and the switch in what it opens. */
const SitePermission = (): VNode => (
  <Picture>
    <rect x="6" y="8" width="84" height="16" rx="8" />
    <circle class="picture-mark" cx="16" cy="16" r="6" />
    <path class="picture-on" d="M13 14.500h6M13 17.500h6M15 13v3M17 16v3" stroke-width="1.500" />
    <path d="M30 16h40" opacity="0.5" stroke-linecap="round" />
    <rect x="14" y="32" width="68" height="34" rx="6" />
    <Rune x={26} y={49} />
    <path d="M38 49h14" opacity="0.5" stroke-linecap="round" />
    <rect class="picture-mark" x="58" y="43" width="20" height="12" rx="6" />
    <circle class="picture-on" cx="72" cy="49" r="3" />
  </Picture>
);
const Network = ({ kind }: { readonly kind: PhoneKind }): VNode => (
  <Picture>
    <Phone notch={kind === 'iphone'} />
    <path d="M40 37a12 12 0 0 1 16 0M43.500 42a7 7 0 0 1 9 0" stroke-linecap="round" />
    <circle cx="48" cy="47" r="1.500" fill="currentColor" />
    <circle class="picture-mark" cx="76" cy="18" r="9" />
    <path class="picture-on" d="m72 18 3 3 5-6" stroke-linecap="round" stroke-linejoin="round" />
  </Picture>
);
const Browser = ({ kind }: { readonly kind: PhoneKind }): VNode => (
  <Picture>
    <Phone notch={kind === 'iphone'} />
    <circle cx="48" cy="36" r="10" />
    <circle class="picture-mark" cx="48" cy="36" r="4" />
    <path d="M48 32h9M44.500 38l-5 7M51.500 38l-4 8" />
  </Picture>
);
const Bell = (): VNode => (
  <Picture>
    <Phone />
    <path d="M41 44v-8a7 7 0 0 1 14 0v8l2 3H39l2-3ZM46 50a2 2 0 0 0 4 0" stroke-linejoin="round" />
    <circle class="picture-mark" cx="56" cy="29" r="4" />
  </Picture>
);
const Safe = (): VNode => (
  <Picture>
    <Phone />
    <circle cx="45" cy="40" r="5" />
    <path d="m49 36.500 7-7m-3 3 2 2" stroke-linecap="round" />
    <path d="M36 54h24" opacity="0.5" stroke-linecap="round" />
  </Picture>
);

/** The phone, held flat against the lock. */
export const PhoneAtLock = (): VNode => (
  <Picture>
    <path d="M10 70V8c0-2 1-4 4-4h40v66" />
    <rect class="picture-mark" x="42" y="30" width="8" height="18" rx="4" />
    <rect x="58" y="20" width="22" height="40" rx="5" transform="rotate(8 69 40)" />
    <path d="M53 33c2 3 2 9 0 12M56 29c4 6 4 14 0 20" opacity="0.6" stroke-linecap="round" />
  </Picture>
);

/** The drawing that goes with a check, on this kind of phone. */
export function CheckPicture({ id, kind }: { readonly id: CheckId; readonly kind: PhoneKind }): VNode {
  switch (id) {
    case 'browser':
      return <Browser kind={kind} />;
    case 'bluetooth':
      return <BluetoothTile kind={kind} />;
    case 'permission':
      return <SitePermission />;
    case 'network':
      return <Network kind={kind} />;
    case 'storage':
      return <Safe />;
    case 'notifications':
      return <Bell />;
  }
}
