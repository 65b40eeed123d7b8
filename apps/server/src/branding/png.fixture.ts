// PNG images for tests, written chunk by chunk, so that a test can put in what no honest program would.
import { crc32, deflateSync } from 'node:zlib';

export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const pngHeader = (of: {
  width: number;
  height: number;
  depth?: number;
  colour?: number;
  interlace?: number;
}) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(of.width, 0);
  header.writeUInt32BE(of.height, 4);
  header.set([of.depth ?? 8, of.colour ?? 6, 0, 0, of.interlace ?? 0], 8);
  return pngChunk('IHDR', header);
};

/** Rows of one colour, four samples of eight bits each. */
export const pngRows = (width: number, height: number, red = 0x8a): Buffer => {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, Buffer.from([red, 0x15, 0x38, 0xff]))]);
  return Buffer.concat(Array.from({ length: height }, () => row));
};

/** A whole image; `more` stands before its end. */
export const testPng = (of: { width: number; height: number; red?: number; more?: readonly Buffer[] }): Buffer =>
  Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(of),
    pngChunk('IDAT', deflateSync(pngRows(of.width, of.height, of.red))),
    ...(of.more ?? []),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
