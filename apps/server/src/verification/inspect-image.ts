// Looks at an uploaded image without decoding it: what it is by its content, and how large it claims to be.

/** Largest upload, in bytes. */
export const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
/** Beyond this nobody's document camera goes, and a decoder would need a gigabyte. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 16_384;
const SHORTEST_SIDE = 200;

export type ImageRefusal = 'not_an_image' | 'too_small' | 'too_large';

export type InspectedImage =
  | {
      readonly ok: true;
      readonly mediaType: 'image/jpeg' | 'image/png';
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly code: ImageRefusal };

/** Judges by the bytes alone; a declared media type counts for nothing. */
export const inspectImage = (bytes: Buffer): InspectedImage => {
  if (bytes.length > MOST_IMAGE_BYTES) return { ok: false, code: 'too_large' };
  const png = pngSize(bytes);
  const found = png ?? jpegSize(bytes);
  if (!found) return { ok: false, code: 'not_an_image' };
  const { width, height } = found;
  if (width < SHORTEST_SIDE || height < SHORTEST_SIDE) return { ok: false, code: 'too_small' };
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS)
    return { ok: false, code: 'too_large' };
  return { ok: true, mediaType: png ? 'image/png' : 'image/jpeg', width, height };
};

type Size = { readonly width: number; readonly height: number };

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** PNG (ISO/IEC 15948 §5.2, §11.2.2): signature, then IHDR of 13 bytes; the file ends with IEND. */
const pngSize = (bytes: Buffer): Size | undefined => {
  if (bytes.length < 45 || !bytes.subarray(0, 8).equals(PNG)) return undefined;
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) !== 'IEND') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};

/** JPEG (ITU-T T.81 §B.1.1): segments up to the frame header, which has the size. */
const jpegSize = (bytes: Buffer): Size | undefined => {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    // The scan, the end, or markers without a length before any frame: no image that we know.
    if (marker === 0xda || marker === 0xd9 || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
};
