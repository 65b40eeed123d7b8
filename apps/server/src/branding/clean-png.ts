// Makes a PNG anew from the pixels of one that was sent: nothing else of the upload is kept, so nothing can hide in it.
import { promisify } from 'node:util';
import { crc32, deflate as deflateWithCallback, inflate as inflateWithCallback } from 'node:zlib';
import { LONGEST_LOGO_SIDE, MOST_LOGO_BYTES } from '@nightlatch/api';

export type PngRefusal = 'not_a_png' | 'interlaced' | 'too_large' | 'too_small';

export type CleanPng =
  | { readonly ok: true; readonly png: Buffer; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly code: PngRefusal };

// Off the event loop: the largest logo takes a tenth of a second to pack.
const [deflate, inflate] = [promisify(deflateWithCallback), promisify(inflateWithCallback)];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SMALLEST_SIDE = 16;
/** Bits per sample that each colour type may have, and its samples per pixel (ISO/IEC 15948 §11.2.2). */
const COLOUR_TYPES: Readonly<Record<number, { readonly depths: readonly number[]; readonly samples: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], samples: 1 },
  2: { depths: [8, 16], samples: 3 },
  3: { depths: [1, 2, 4, 8], samples: 1 },
  4: { depths: [8, 16], samples: 2 },
  6: { depths: [8, 16], samples: 4 },
};

type Chunk = { readonly type: string; readonly data: Buffer };

/** Judges by the bytes alone. What is kept: header, palette, transparency and pixels, each checked, packed by our own hand. */
export async function cleanPng(bytes: Buffer): Promise<CleanPng> {
  if (bytes.length > MOST_LOGO_BYTES) return { ok: false, code: 'too_large' };
  const chunks = readChunks(bytes);
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13) return { ok: false, code: 'not_a_png' };
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth = 0, colourType = 0, compression, filter, interlace] = header.data.subarray(8);
  const colours = COLOUR_TYPES[colourType];
  if (!colours?.depths.includes(depth) || compression !== 0 || filter !== 0) return { ok: false, code: 'not_a_png' };
  if (width > LONGEST_LOGO_SIDE || height > LONGEST_LOGO_SIDE) return { ok: false, code: 'too_large' };
  if (width < SMALLEST_SIDE || height < SMALLEST_SIDE) return { ok: false, code: 'too_small' };
  if (interlace !== 0) return { ok: false, code: 'interlaced' };

  const all = (type: string) => chunks.filter((chunk) => chunk.type === type).map(({ data }) => data);
  const [palette, transparency] = [all('PLTE')[0], all('tRNS')[0]];
  if (!fitsPalette({ colourType, depth, palette, transparency })) return { ok: false, code: 'not_a_png' };
  const rowBytes = 1 + Math.ceil((width * depth * colours.samples) / 8);
  const rows = await unpack(Buffer.concat(all('IDAT')), rowBytes * height);
  if (rows === undefined) return { ok: false, code: 'not_a_png' };
  // Each row begins with one of the five filters (§9.2).
  for (let at = 0; at < rows.length; at += rowBytes) if ((rows[at] ?? 5) > 4) return { ok: false, code: 'not_a_png' };

  const png = Buffer.concat([
    SIGNATURE,
    written('IHDR', header.data),
    ...(colourType === 3 && palette ? [written('PLTE', palette)] : []),
    ...(transparency ? [written('tRNS', transparency)] : []),
    written('IDAT', await deflate(rows, { level: 9 })),
    written('IEND', Buffer.alloc(0)),
  ]);
  return png.length > 4 * MOST_LOGO_BYTES ? { ok: false, code: 'too_large' } : { ok: true, png, width, height };
}

/** Every chunk, its checksum right, up to an IEND that ends the file; undefined for anything else. */
function readChunks(bytes: Buffer): Chunk[] | undefined {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return undefined;
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data });
    at += 12 + length;
    if (type === 'IEND') return at === bytes.length ? chunks : undefined;
  }
  return undefined;
}

function fitsPalette(of: {
  colourType: number;
  depth: number;
  palette: Buffer | undefined;
  transparency: Buffer | undefined;
}): boolean {
  const { colourType, depth, palette, transparency } = of;
  if (colourType === 3) {
    if (!palette || palette.length === 0 || palette.length % 3 !== 0 || palette.length > 3 * 2 ** depth) return false;
    return !transparency || transparency.length <= palette.length / 3;
  }
  return !transparency || transparency.length === ({ 0: 2, 2: 6 }[colourType] ?? -1);
}

/** Exactly this many bytes, never more: a small file can't become a large one. */
async function unpack(packed: Buffer, exactly: number): Promise<Buffer | undefined> {
  try {
    const rows = await inflate(packed, { maxOutputLength: exactly });
    return rows.length === exactly ? rows : undefined;
  } catch {
    return undefined;
  }
}

function written(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
