// Only pixels come through: no hidden data, no second file behind the first, no small file that becomes a large one.
import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanPng } from './clean-png.ts';
import { PNG_SIGNATURE, pngChunk, pngHeader, pngRows, testPng } from './png.fixture.ts';

const end = pngChunk('IEND', Buffer.alloc(0));
const image = (...chunks: Buffer[]): Buffer => Buffer.concat([PNG_SIGNATURE, ...chunks, end]);
const pixels = (rows: Buffer): Buffer => pngChunk('IDAT', deflateSync(rows));

describe('a logo', () => {
  it('keeps its pixels, and nothing else of the file', async () => {
    const script = Buffer.from('<script>alert(1)</script>');
    const sent = testPng({ width: 40, height: 20, more: [pngChunk('tEXt', script), pngChunk('eXIf', script)] });
    const clean = await cleanPng(sent);
    expect(clean).toMatchObject({ ok: true, width: 40, height: 20 });
    if (!clean.ok) throw new Error(clean.code);
    expect(clean.png.includes('script')).toBe(false);
    const at = clean.png.indexOf('IDAT');
    const packed = clean.png.subarray(at + 4, at + 4 + clean.png.readUInt32BE(at - 4));
    expect(inflateSync(packed).equals(pngRows(40, 20))).toBe(true);
    // What was made by us is taken again, byte for byte.
    expect(await cleanPng(clean.png)).toEqual(clean);
  });

  it('keeps a palette with its transparency', async () => {
    const rows = Buffer.alloc(20 * 21);
    const clean = await cleanPng(
      image(
        pngHeader({ width: 20, height: 20, colour: 3 }),
        pngChunk('PLTE', Buffer.from([1, 2, 3])),
        pngChunk('tRNS', Buffer.from([7])),
        pixels(rows),
      ),
    );
    expect(clean.ok && ['PLTE', 'tRNS'].every((type) => clean.png.includes(type))).toBe(true);
  });

  const whole = testPng({ width: 20, height: 20 });
  const head = pngHeader({ width: 20, height: 20 });
  it.each([
    ['nothing', Buffer.alloc(0), 'not_a_png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'not_a_png'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_a_png'],
    ['a page behind the image', Buffer.concat([whole, Buffer.from('<html>')]), 'not_a_png'],
    ['an image that is cut off', whole.subarray(0, -3), 'not_a_png'],
    ['a wrong checksum', Buffer.from(whole).fill(0, 29, 33), 'not_a_png'],
    ['pixels that are missing', image(head, pixels(pngRows(20, 19))), 'not_a_png'],
    ['more pixels than it says', image(head, pixels(pngRows(20, 2000))), 'not_a_png'],
    ['pixels that can not be unpacked', image(head, pngChunk('IDAT', Buffer.from('no'))), 'not_a_png'],
    ['a filter that does not exist', image(head, pixels(Buffer.alloc(20 * 81, 9))), 'not_a_png'],
    ['a depth that its colours do not have', image(pngHeader({ width: 20, height: 20, depth: 4 })), 'not_a_png'],
    ['colours without their palette', image(pngHeader({ width: 20, height: 20, colour: 3 })), 'not_a_png'],
    ['interlacing', image(pngHeader({ width: 20, height: 20, interlace: 1 }), pixels(pngRows(20, 20))), 'interlaced'],
    ['too many pixels', image(pngHeader({ width: 100_000, height: 100_000 })), 'too_large'],
    ['too many bytes', Buffer.alloc(262_145), 'too_large'],
    ['too little to see', testPng({ width: 8, height: 8 }), 'too_small'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await cleanPng(bytes)).toEqual({ ok: false, code });
  });
});
