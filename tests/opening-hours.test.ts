// Hours of a common door at the door itself: what the server signs of a key, judged by the lock's own brain as its clock goes on.
import { base64url, fromHex, issueAccessDocument } from '@nightlatch/aliro';
import { nativeCredentialInput } from '@nightlatch/connectors';
import type { OpeningHours } from '@nightlatch/domain';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createDeskHotel,
  type DeskHotel,
  newOccupancy,
} from '../packages/simulator/src/journeys/desk-hotel.fixture.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const DAY_SECONDS = 86_400;
let hotel: DeskHotel;
afterEach(() => hotel?.close());

/** A guest's phone at the gym's door, whose key the issuer signed at `startsAt` for a day. */
const guestWith = async (hours: OpeningHours, startsAt: string) => {
  hotel = await createDeskHotel({ startsAt });
  const { clock, gym, room, location } = hotel;
  const who = await hotel.phone();
  const doorKeyPoint = who.points[0] ?? '';
  const now = clock.now();
  const judged = nativeCredentialInput({
    ...{ now, validFrom: now, validUntil: now + 30 * DAY_SECONDS * 1000, leaseSeconds: DAY_SECONDS },
    kind: 'primary',
    occupancyId: newOccupancy(),
    generation: 1,
    room: { element: room.door.element, lockIds: [room.door.lockId] },
    commonElements: [gym.door.element],
    hours: new Map([[gym.door.element, hours]]),
    timeZone: 'Europe/Vienna',
    companionsOpenFirst: false,
  });
  if (!judged.ok) throw new Error(judged.refusal.code);
  const { input } = judged;
  const signer = location.issuer;
  const document = await issueAccessDocument({ signer, devicePoint: fromHex(doorKeyPoint), ...input });
  const doors = [room.door, gym.door].map(({ readerIdentifier, ...door }) => ({
    ...door,
    readerIdentifier: Buffer.from(readerIdentifier).toString('hex'),
  }));
  const credential = {
    ...{ credentialId: 'credential-1', doorKeyPoint, document: base64url(document), doors },
    signedAt: new Date(input.signedAt).toISOString(),
    leaseUntil: new Date(input.validUntil).toISOString(),
  };
  await who.phone.applyWallet(location.wallet([credential]));
  const at = (instant: string): Promise<void> =>
    new Promise((resolve) => {
      clock.setTimer(Date.parse(instant) - clock.now(), resolve);
    });
  return {
    gymAt: async (instant: string) => {
      await at(instant);
      const result = await who.phone.unlock({ doorId: gym.door.doorId });
      return result.kind === 'refused' ? result.diagnosis : result.kind;
    },
    room: async () => (await who.phone.unlock({ doorId: room.door.doorId })).kind,
  };
};

describe('a common door with hours', () => {
  it('opens within them, refuses outside as outside_hours, and the room’s own door opens at any time', async () => {
    const { gymAt, room } = await guestWith([{ days: EVERY_DAY, from: '06:00', to: '22:00' }], '2026-06-10T12:00:00Z');
    expect(await gymAt('2026-06-10T12:05:00Z')).toBe('opened');
    expect(await gymAt('2026-06-10T19:55:00Z')).toBe('opened');
    expect(await gymAt('2026-06-10T20:05:00Z')).toBe('outside_hours');
    expect(await room()).toBe('opened');
    expect(await gymAt('2026-06-11T03:55:00Z')).toBe('outside_hours');
    expect(await gymAt('2026-06-11T04:05:00Z')).toBe('opened');
    expect(hotel.gym.opened).toBe(3);
  });

  it.each([
    // 25 October 2026, clocks go back at 01:00 UTC: 06:00 is an hour later than the day before.
    ['back', '2026-10-24T12:00:00Z', '2026-10-25T04:05:00Z', '2026-10-25T05:05:00Z'],
    // 29 March 2026, clocks go forward at 01:00 UTC: 06:00 is an hour earlier.
    ['forward', '2026-03-28T12:00:00Z', '2026-03-29T03:55:00Z', '2026-03-29T04:05:00Z'],
  ])('keeps its wall clock’s hours when clocks go %s within the lease', async (_, startsAt, early, late) => {
    const { gymAt } = await guestWith([{ days: EVERY_DAY, from: '06:00', to: '22:00' }], startsAt);
    expect(await gymAt(early)).toBe('outside_hours');
    expect(await gymAt(late)).toBe('opened');
  });

  it('stays shut for a lease without any opening', async () => {
    const { gymAt, room } = await guestWith([{ days: [7], from: '06:00', to: '22:00' }], '2026-06-10T12:00:00Z');
    expect(await gymAt('2026-06-10T12:05:00Z')).toBe('outside_hours');
    expect(await room()).toBe('opened');
  });
});
