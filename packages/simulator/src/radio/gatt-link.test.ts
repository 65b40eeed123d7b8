// The chunk layer under bad air: each broken frame ends its link with the right state byte and nothing else happens.
import { initiateFrame, PHONE_A5_GATT } from '@nightlatch/aliro';
import type { FrameLink, LinkEvent } from '@nightlatch/phone';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeskHotel, type DeskHotel, memoryOf, triesOf } from '../journeys/desk-hotel.fixture.ts';
import { openGattLink } from './gatt-link.ts';
import type { AirAction, AirUnit } from './interference.ts';
import { openMemoryLink } from './memory-link.ts';

let hotel: DeskHotel;

beforeEach(async () => {
  hotel = await createDeskHotel();
});
afterEach(() => hotel.close());

function open(interference: (unit: AirUnit) => AirAction): Promise<FrameLink> {
  return openGattLink({ lock: hotel.room.lock, setTimer: hotel.clock.setTimer, chunkSize: 20, interference });
}

async function endOf(link: FrameLink): Promise<LinkEvent> {
  for (;;) {
    const event = await link.receive();
    if (event.kind === 'closed') return event;
  }
}

const at =
  (index: number, action: AirAction) =>
  (unit: AirUnit): AirAction =>
    unit.from === 'phone' && unit.index === index ? action : { kind: 'pass' };

describe('X02: a chunk of the Initiate frame', () => {
  test.each([
    ['lost in the middle', at(0, { kind: 'drop' })],
    ['doubled', at(0, { kind: 'repeat' })],
    ['swapped', at(0, { kind: 'swap' })],
    ['lost at the end', at(1, { kind: 'drop' })],
  ])('%s ends the link with 83 and changes nothing', async (_what, interference) => {
    const before = memoryOf(hotel.room);
    const link = await open(interference);
    await link.send(initiateFrame(PHONE_A5_GATT));
    expect(await endOf(link)).toEqual({ kind: 'closed', state: 0x83 });
    expect(memoryOf(hotel.room)).toBe(before);
    expect(triesOf(hotel.room)).toEqual([]);
  });

  test('in order is answered by AUTH0 in chunks', async () => {
    const link = await open(() => ({ kind: 'pass' }));
    await link.send(initiateFrame(PHONE_A5_GATT));
    const event = await link.receive();
    expect(event.kind === 'frame' && [...event.frame.slice(0, 8)]).toEqual([0, 0, 0, 135, 0x80, 0x80, 0, 0]);
    link.close(0x02);
    await expect(link.send(initiateFrame(PHONE_A5_GATT))).rejects.toThrow('gone');
  });
});

test('X04: an answer before Initiate and a second Initiate end the link with 84', async () => {
  const early = await open(() => ({ kind: 'pass' }));
  await early.send(Uint8Array.of(0, 1, 0, 2, 0x90, 0));
  expect(await endOf(early)).toEqual({ kind: 'closed', state: 0x84 });
  const twice = await open(() => ({ kind: 'pass' }));
  await twice.send(initiateFrame(PHONE_A5_GATT));
  await twice.send(initiateFrame(PHONE_A5_GATT));
  expect(await endOf(twice)).toEqual({ kind: 'closed', state: 0x84 });
});

test('X07: a phone that says nothing is left after 6 s with 81', async () => {
  const started = hotel.clock.now();
  const link = await open(() => ({ kind: 'pass' }));
  expect(await endOf(link)).toEqual({ kind: 'closed', state: 0x81 });
  expect(hotel.clock.now() - started).toBe(6_000);
});

test('a memory link whose info never comes is a door out of reach', async () => {
  const opening = openMemoryLink({
    lock: hotel.room.lock,
    setTimer: hotel.clock.setTimer,
    interference: () => ({ kind: 'drop' }),
  });
  await expect(opening).rejects.toMatchObject({ code: 'too_far' });
});
