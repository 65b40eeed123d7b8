// How large a picture of a document is sent: readable, and well below what the server takes (8 MiB, at least 200 pixels a side).
import type { ArrivingStay } from '@nightlatch/api';

export type DocumentSide = NonNullable<ArrivingStay['idCheck']>['sides'][number];

/** Longest side in pixels: an ID card's small print is readable at 1600. */
export const LONGEST_SIDE_PX = 2000;
const SHORTEST_SIDE_PX = 200;

/** The size to draw at; undefined for a picture too small to read. Never enlarges. */
export function fitInto(width: number, height: number, longest: number): { width: number; height: number } | undefined {
  const scale = Math.min(1, longest / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return Math.min(size.width, size.height) < SHORTEST_SIDE_PX ? undefined : size;
}
