import { expect, it } from 'vitest';
import { fitLogo } from './prepare-logo.ts';

it('makes logos small without bending them, and none larger', () => {
  expect(fitLogo({ width: 4800, height: 480 })).toEqual({ width: 480, height: 48 });
  expect(fitLogo({ width: 600, height: 600 })).toEqual({ width: 192, height: 192 });
  expect(fitLogo({ width: 100, height: 40 })).toEqual({ width: 100, height: 40 });
  expect(fitLogo({ width: 10_000, height: 2 })).toEqual({ width: 480, height: 1 });
});

it('gives a drawing without a size the room that there is', () => {
  expect(fitLogo({ width: 0, height: 0 })).toEqual({ width: 480, height: 192 });
});
