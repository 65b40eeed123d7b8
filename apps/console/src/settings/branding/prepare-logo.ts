// Makes a chosen file a logo as the server takes it: any image that the browser can draw, made small, as PNG.
import { MOST_LOGO_BYTES } from '@nightlatch/api';

/** Three times what a phone shows, in pixels. */
const WIDEST = 480;
const HIGHEST = 192;

type Size = { readonly width: number; readonly height: number };

/** The size within the bounds, its shape kept. A drawing without a size of its own (SVG) fills them; nothing else is made larger. */
export const fitLogo = ({ width, height }: Size): Size => {
  if (width < 1 || height < 1) return { width: WIDEST, height: HIGHEST };
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

export type PreparedLogo =
  | { readonly ok: true; readonly png: Blob }
  | { readonly ok: false; readonly code: 'not_an_image' | 'too_large' };

/** Draws it once and takes the pixels: nothing else of the file is sent. */
export const prepareLogo = async (file: Blob): Promise<PreparedLogo> => {
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    await image.decode();
    const size = fitLogo({ width: image.naturalWidth, height: image.naturalHeight });
    for (const share of [1, 0.5]) {
      const png = await draw(image, { width: size.width * share, height: size.height * share });
      if (png && png.size <= MOST_LOGO_BYTES) return { ok: true, png };
    }
    return { ok: false, code: 'too_large' };
  } catch {
    return { ok: false, code: 'not_an_image' };
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** The server takes nothing below 16 pixels a side; a smaller image stands in the middle of that. */
const SMALLEST = 16;

const draw = (image: HTMLImageElement, { width, height }: Size): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(SMALLEST, Math.round(width));
  canvas.height = Math.max(SMALLEST, Math.round(height));
  canvas.getContext('2d')?.drawImage(image, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  return new Promise((take) => canvas.toBlob(take, 'image/png'));
};
