// A QR code as one SVG path, dark on white in both schemes, with the quiet zone that scanners need.
import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './qr-code.module.css';

/** Quiet zone in modules (ISO/IEC 18004 asks for 4). */
const QUIET = 4;

/** The code of a text. Medium error correction: a finger on the screen does not spoil it. */
export const QrCode = ({ text, label, testId }: { text: string; label: string; testId: string }) => {
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: QUIET });
    const cells = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: cells.join(''), size: code.size };
  }, [text]);
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#0c1126" />
    </svg>
  );
};
