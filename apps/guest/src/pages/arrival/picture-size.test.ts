// Pictures are made smaller, never larger, and one too small to read is not sent.
import { expect, it } from 'vitest';
import { fitInto } from './picture-size.ts';

it.each([
  [4000, 3000, { width: 2000, height: 1500 }],
  [1500, 2800, { width: 1071, height: 2000 }],
  [800, 600, { width: 800, height: 600 }],
  [320, 180, undefined],
  [9000, 500, undefined],
])('%i × %i', (width, height, size) => {
  expect(fitInto(width, height, 2000)).toEqual(size);
});
