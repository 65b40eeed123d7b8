// Bluetooth as it is told to the help page and to the hotel.
import { expect, it } from 'vitest';
import { bluetoothState } from './bluetooth-state.ts';

const with_ = (getAvailability?: () => Promise<boolean>) => ({
  requestDevice: () => Promise.reject(new Error('nobody is asked')),
  ...(getAvailability && { getAvailability }),
});

it.each([
  [undefined, false, 'unsupported'],
  [with_(), false, 'unknown'],
  [with_(async () => false), true, 'off'],
  [with_(async () => true), false, 'on'],
  [with_(async () => true), true, 'not_allowed'],
  [with_(() => Promise.reject(new Error('not here'))), false, 'unknown'],
] as const)('%#: %s', async (bluetooth, refused, state) => {
  expect(await bluetoothState(bluetooth, refused)).toBe(state);
});
