// Hours of a common door: changed by staff, signed anew into the documents of keys in force, and taken back.
import { parseAccessData, readDocument, scheduleState, verifySignedDocument } from '@nightlatch/aliro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDoor } from '../admin/rooms-and-doors.ts';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';

const ACTOR = { id: 'staff:admin', name: 'Admin' };
const GYM = 'c:entrance';
const HOURS = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }];
let hotel: TestHotel;
beforeAll(async () => {
  hotel = await createTestHotel({ policies: { leaseSeconds: 86_400 } });
  await hotel.enrol(await hotel.tell('HOURS-1', { status: 'checked_in' }));
});
afterAll(() => hotel?.close());

const doorIdOf = async (element: string): Promise<string> => {
  const door = await hotel.parts.db
    .selectFrom('door')
    .select('id')
    .where('element', '=', element)
    .executeTakeFirstOrThrow();
  return door.id;
};
const setHours = async (element: string, hours: typeof HOURS | null) => {
  const doorId = await doorIdOf(element);
  const { locationId } = hotel;
  const of = { locationId, doorId, now: new Date(hotel.clock.now), actor: ACTOR, changes: { hours } };
  const outcome = await hotel.parts.db.transaction().execute((trx) => changeDoor(trx, of));
  await hotel.settle();
  return outcome;
};
/** Whether the phone's newest document lets it through the common door, by the issuer's signature and the schedules inside. */
const openAt = async (): Promise<(instant: string) => boolean> => {
  const { document } = await hotel.parts.db
    .selectFrom('credential')
    .select('document')
    .where('wanted', '=', true)
    .executeTakeFirstOrThrow();
  const { point } = await hotel.parts.signing.signer(hotel.parts.db, hotel.locationId, 'credential');
  const kid = readDocument(document)?.kid ?? new Uint8Array();
  const anchors = [{ kid, point }];
  const verified = await verifySignedDocument({ document, docType: 'aliro-a', askedElements: [GYM], anchors });
  const value = verified.ok ? verified.value.disclosed[0]?.value : undefined;
  const access = value && parseAccessData(value);
  if (!access?.ok) return expect.unreachable();
  const { rules, schedules } = access.value;
  const allow = rules[0]?.allow ?? 0;
  return (instant) =>
    schedules.length === 0
      ? allow === 0
      : schedules.some((one, at) => ((allow >> at) & 1) === 1 && scheduleState(one, Date.parse(instant)) === 'active');
};
// The lease runs from noon UTC of 10 June 2036 for a day; the hotel's zone is the fixture's.
const INSIDE = '2036-06-10T15:00:00Z';
const OUTSIDE = '2036-06-10T23:30:00Z';

describe('hours of a common door', () => {
  it('are in the next document of a key in force, and gone when they are cleared', async () => {
    expect((await openAt())(OUTSIDE)).toBe(true);
    expect(await setHours(GYM, HOURS)).toMatchObject({ ok: true });
    const open = await openAt();
    expect([open(INSIDE), open(OUTSIDE)]).toEqual([true, false]);
    expect(await setHours(GYM, null)).toMatchObject({ ok: true });
    expect((await openAt())(OUTSIDE)).toBe(true);
  });

  it('are in the first document of a key issued later', async () => {
    await setHours(GYM, HOURS);
    await hotel.tell('HOURS-1', { status: 'checked_out' });
    const room = { number: '102' };
    await hotel.enrol(await hotel.tell('HOURS-2', { room }));
    await hotel.tell('HOURS-2', { room, status: 'checked_in' });
    const open = await openAt();
    expect([open(INSIDE), open(OUTSIDE)]).toEqual([true, false]);
  });

  it('are refused for a room’s door', async () => {
    expect(await setHours('r101', HOURS)).toMatchObject({ ok: false });
  });
});
