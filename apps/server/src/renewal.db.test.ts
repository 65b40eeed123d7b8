// A lease is never renewed by default: at each renewal every condition of issue is looked at again (docs/protocol §7.2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renewLeases } from './delivery/renew-leases.ts';
import { createTestHotel, type TestHotel, type TestPhone } from './fixtures/hotel.fixture.ts';
import { readUnmet } from './keys/read-facts.ts';

let hotel: TestHotel;
let phone: TestPhone;
beforeAll(async () => {
  hotel = await createTestHotel({ policies: { leaseSeconds: 3600 } });
  phone = await hotel.enrol(await hotel.tell('renewal', { status: 'checked_in' }));
});
afterAll(() => hotel?.close());

const renew = (): Promise<{ renewed: number }> => {
  const { locationId } = hotel;
  const now = new Date(hotel.clock.now);
  return hotel.parts.db.transaction().execute((trx) =>
    renewLeases(trx, hotel.parts.signing, {
      ...phone,
      locationId,
      now,
      conditionsHold: async (key) => (await readUnmet(trx, { locationId, now, ...key }))?.length === 0,
    }),
  );
};

const setLocation = (change: { lock_system_enabled: boolean }) =>
  hotel.parts.db.updateTable('location').set(change).where('id', '=', hotel.locationId).execute();

describe('a lease', () => {
  it('is renewed while all conditions hold, not more than once a minute, and not after one falls', async () => {
    expect(await renew()).toEqual({ renewed: 0 });
    hotel.clock.advance(61_000);
    expect(await renew()).toEqual({ renewed: 1 });
    hotel.clock.advance(61_000);
    await setLocation({ lock_system_enabled: false });
    expect(await renew()).toEqual({ renewed: 0 });
    await setLocation({ lock_system_enabled: true });
    expect(await renew()).toEqual({ renewed: 1 });
    await hotel.parts.db
      .updateTable('guest')
      .set({ blocked_at: new Date(hotel.clock.now) })
      .execute();
    hotel.clock.advance(61_000);
    expect(await renew()).toEqual({ renewed: 0 });
  });
});
