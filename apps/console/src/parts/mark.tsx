// Nightlatch's mark: a moon that a latch holds.

/** The mark as inline SVG; decorative, the name stands beside it. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#26326d" />
    <path d="M21.5 19.6A8.2 8.2 0 1 1 14 7.8a6.6 6.6 0 0 0 7.5 11.8Z" fill="#f6c667" />
    <path d="M18.6 12.6h6.9v3.4h-6.9z" fill="#fff" />
    <circle cx="18.4" cy="14.3" r="2.5" fill="#fff" />
    <circle cx="18.4" cy="14.3" r="1" fill="#26326d" />
  </svg>
);
