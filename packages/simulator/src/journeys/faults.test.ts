// Bad air: lost, doubled, swapped, cut and flipped messages change no state, and a guest still gets in.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type AirAction,
  type AirUnit,
  cutAfter,
  type Interference,
  randomInterference,
} from '../radio/interference.ts';
import { createDeskHotel, type DeskHotel, memoryOf, triesOf } from './desk-hotel.fixture.ts';

let hotel: DeskHotel;

afterEach(() => hotel.close());

/** Interferes with one unit of the first link, then leaves the air clear. */
function onceAt(at: number, action: (unit: AirUnit) => AirAction): () => Interference {
  let links = 0;
  return () => {
    links += 1;
    const first = links === 1;
    return (unit) => (first && unit.index === at ? action(unit) : { kind: 'pass' });
  };
}

describe('X02, X05: one fault on the first link', () => {
  beforeEach(async () => {
    hotel = await createDeskHotel();
  });

  test.each([
    ['lost', { kind: 'drop' }],
    ['doubled', { kind: 'repeat' }],
    ['swapped', { kind: 'swap' }],
    ['cut', { kind: 'cut' }],
    ['flipped', { kind: 'flip', bit: 77 }],
  ] as const)('a chunk %s at any place: no false opening, and a retry opens', async (_name, action) => {
    for (const at of [0, 1, 2, 4, 6, 9, 12]) {
      const guest = await hotel.phone({ carrier: 182, interference: onceAt(at, () => action) });
      await hotel.give(guest, [{ door: hotel.room.door }]);
      const before = hotel.room.opened;
      const result = await guest.phone.unlock();
      if (result.kind !== 'opened') expect.fail(`unit ${at} ${action.kind}: ${JSON.stringify(result)}`);
      expect(hotel.room.opened - before).toBeLessThanOrEqual(2); // cut after the bolt and before the word of it: opened twice
    }
  });

  test('X05: the link cut after every 40th byte stores nothing before the decision, and a retry opens', async () => {
    for (let bytes = 1; bytes < 1400; bytes += 40) {
      const fresh = await createDeskHotel();
      let links = 0;
      const guest = await fresh.phone({
        carrier: 244,
        interference: () => {
          links += 1;
          return links <= 4 ? cutAfter(bytes) : () => ({ kind: 'pass' });
        },
      });
      await fresh.give(guest, [{ door: fresh.room.door, generation: 8 }]);
      const untouched = memoryOf(fresh.room);
      const result = await guest.phone.unlock();
      if (result.kind === 'opened') expect(fresh.room.opened).toBeGreaterThan(0);
      if (fresh.room.opened === 0) expect(memoryOf(fresh.room)).toBe(untouched);
      expect(await guest.phone.unlock()).toMatchObject({ kind: 'opened' });
      await fresh.close();
    }
  });
});

describe('X14, invariant 21', () => {
  test('20 % of radio packets lost, any seed: opens within 3 tries', async () => {
    hotel = await createDeskHotel();
    let seed = 0;
    for (let guestNumber = 0; guestNumber < 80; guestNumber += 1) {
      const guest = await hotel.phone({
        carrier: guestNumber % 2 === 0 ? 182 : 20,
        interference: () => {
          seed += 1;
          return randomInterference({ seed, loss: 0.2, intervalMs: 30 });
        },
      });
      await hotel.give(guest, [{ door: hotel.room.door }]);
      let opened = false;
      for (let tries = 0; tries < 3 && !opened; tries += 1) opened = (await guest.phone.unlock()).kind === 'opened';
      expect(opened, `guest ${guestNumber}`).toBe(true);
    }
  });

  test('invariant 11: air that also drops, doubles, swaps, flips and cuts never opens for a key that must not', async () => {
    hotel = await createDeskHotel();
    const current = await hotel.phone();
    await hotel.give(current, [{ door: hotel.room.door, generation: 2 }], { occupancyId: new Uint8Array(16).fill(2) });
    expect(await current.phone.unlock()).toMatchObject({ kind: 'opened' });
    const opened = hotel.room.opened;
    const memory = memoryOf(hotel.room);
    let seed = 1000;
    const past = await hotel.phone({
      carrier: 182,
      interference: () => {
        seed += 1;
        return randomInterference({
          seed,
          loss: 0.05,
          intervalMs: 30,
          drop: 0.03,
          repeat: 0.03,
          swap: 0.03,
          flip: 0.05,
          cut: 0.02,
        });
      },
    });
    await hotel.give(past, [{ door: hotel.room.door, generation: 1 }]);
    for (let tries = 0; tries < 6; tries += 1) expect((await past.phone.unlock()).kind).not.toBe('opened');
    expect(hotel.room.opened).toBe(opened);
    expect(memoryOf(hotel.room)).toBe(memory);
    expect(triesOf(hotel.room).filter((line) => line.startsWith('opened'))).toEqual(['opened 0000']);
    expect(await current.phone.unlock()).toMatchObject({ kind: 'opened' });
  });
});
