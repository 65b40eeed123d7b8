// Times in documents: exactly `YYYY-MM-DDTHH:MM:SSZ`, years 2020-2105 (docs/protocol §5.1, §5.5).

/** UTC ms of a document time, or null: other form, impossible date, leap second, offset, fraction, or a year outside 2020-2105. */
export function parseSignedTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const year = Number(text.slice(0, 4));
  if (year < 2020 || year > 2105) return null;
  const iso = `${text.slice(0, 19)}.000Z`;
  const at = Date.parse(iso);
  return Number.isNaN(at) || new Date(at).toISOString() !== iso ? null : at;
}

/** The 20 characters of an instant (UTC ms), cut to the whole second. */
export function formatSignedTime(at: number): string {
  return `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Seconds since 1970 that the protocol may carry: u32, not before 2020 (§9.3). */
export const MIN_SECONDS: number = 1577836800;

/** UTC ms of u32 seconds on the wire, or null outside 2020-2106. */
export function fromSeconds(seconds: number | undefined): number | null {
  return seconds === undefined || seconds < MIN_SECONDS || seconds > 0xffffffff ? null : seconds * 1000;
}

/** u32 seconds of an instant (UTC ms), cut. */
export function toSeconds(at: number): number {
  return Math.floor(at / 1000);
}
