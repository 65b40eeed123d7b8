// Invariants 16, 18: an emergency needs two persons who both may, now; then every key of the location is revoked for good.
import type { SigningKeys } from '@nightlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
  await site.hotel.parts.db.deleteFrom('emergency_request').execute();
});
afterAll(() => site?.close());

const post = (path: string, who: Who, json?: unknown) =>
  site.ask({
    method: 'POST',
    url: `/v1/locations/${site.hotel.locationId}/emergencies${path}`,
    who,
    ...(json === undefined ? {} : { json }),
  });
const ask = async (who: Who, kind = 'revoke_all') => {
  const answer = await post('', who, { kind, reason: 'The master list was stolen' });
  return { status: answer.statusCode, id: answer.json<{ id: string }>().id, body: answer.body };
};
const live = async () =>
  (
    await site.hotel.parts.db
      .selectFrom('digital_key')
      .select('id')
      .where('location_id', '=', site.hotel.locationId)
      .where('state', '!=', 'ended')
      .execute()
  ).length;

describe('an emergency', () => {
  it('is not carried out by one person alone, nor late, nor for someone who lost the right', async () => {
    const { location_admin: first, brand_admin: second } = site.staff;
    const before = await live();
    const asked = await ask(first);
    expect(asked.status, asked.body).toBe(201);
    expect((await ask(second)).status).toBe(409);
    // Whoever asked is told so, whatever others are called.
    const seenBy = async (who: Who) =>
      (await site.ask({ method: 'GET', url: `/v1/locations/${site.hotel.locationId}/emergencies`, who })).json<{
        items: { byYou: boolean }[];
      }>().items[0]?.byYou;
    expect([await seenBy(first), await seenBy(second)]).toEqual([true, false]);
    expect((await post(`/${asked.id}/confirm`, first)).json()).toMatchObject({
      detail: 'A second person must confirm.',
    });
    expect((await post(`/${asked.id}/confirm`, site.staff.front_desk)).statusCode).toBe(403);
    site.hotel.clock.advance(31 * 60_000);
    expect((await post(`/${asked.id}/confirm`, second)).json()).toMatchObject({ code: 'conflict' });

    const again = await ask(first);
    await site.hotel.parts.db
      .updateTable('staff_role')
      .set({ role: 'viewer' })
      .where('staff_id', '=', site.staffIds.location_admin)
      .execute();
    expect((await post(`/${again.id}/confirm`, second)).json()).toMatchObject({
      detail: 'Whoever asked for it may not any more.',
    });
    await site.mend();
    expect((await post(`/${again.id}/withdraw`, second)).json()).toMatchObject({ state: 'withdrawn' });
    await site.hotel.settle();
    expect(await live()).toBe(before);
  });

  it('revokes every key once a second person confirmed, and the audit holds both', async () => {
    const { location_admin: first, brand_admin: second } = site.staff;
    expect(await live()).toBeGreaterThan(0);
    const { id } = await ask(first);
    expect((await post(`/${id}/confirm`, second)).statusCode).toBe(202);
    expect((await post(`/${id}/confirm`, second)).json()).toMatchObject({ code: 'conflict' });
    await site.hotel.settle();
    expect(await live()).toBe(0);
    const url = `/v1/locations/${site.hotel.locationId}/emergencies`;
    const list = (await site.ask({ method: 'GET', url, who: second })).json<{
      items: { state: string; revokedKeys: number }[];
    }>();
    expect(list.items[0]).toMatchObject({ state: 'done' });
    expect(list.items[0]?.revokedKeys).toBeGreaterThan(0);
    const entry = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['actor', 'after', 'reason'])
      .where('action', '=', 'emergency.confirmed')
      .executeTakeFirstOrThrow();
    expect(entry.reason).toBe('The master list was stolen');
    expect(entry.after).toMatchObject({
      requestedBy: `staff:${site.staffIds.location_admin}`,
      confirmedBy: `staff:${site.staffIds.brand_admin}`,
    });
    // No trigger brings a key back that staff revoked.
    await site.hotel.tell('SITE-1', { status: 'checked_in' });
    expect(await live()).toBe(0);
  });

  it('changes the signing keys once a second person confirmed, and says which locks have yet to hear of it', async () => {
    const { location_admin: first, brand_admin: second, front_desk: desk } = site.staff;
    site.hotel.clock.advance(1000);
    const url = `/v1/locations/${site.hotel.locationId}/signing-keys`;
    const read = async (who = second) => (await site.ask({ method: 'GET', url, who })).json<SigningKeys>();
    expect((await site.ask({ method: 'GET', url, who: desk })).statusCode).toBe(403);
    const before = await read();
    expect(before.rotations).toEqual([]);
    expect(before.keys.map((key) => `${key.class} ${key.epoch} ${key.state}`)).toContain('root 1 active');
    // One of each kind may wait.
    const revoke = await ask(first);
    const { id, status, body } = await ask(first, 'rotate_signing_keys');
    expect(status, body).toBe(201);
    expect((await ask(second, 'rotate_signing_keys')).status).toBe(409);
    expect((await post(`/${id}/confirm`, first)).statusCode).toBe(409);
    expect((await post(`/${id}/confirm`, second)).statusCode).toBe(202);
    await post(`/${revoke.id}/withdraw`, second);
    await site.hotel.settle();
    const after = await read();
    for (const cls of ['root', 'credential', 'mail', 'seal'])
      expect(after.keys.filter((key) => key.class === cls)).toMatchObject([
        { epoch: 1, state: 'retiring' },
        { epoch: 2, state: 'active', locks: 0 },
      ]);
    expect(after.rotations[0]).toMatchObject({
      class: 'root',
      stage: 'retiring',
      behind: { length: before.keys[0]?.locks ?? 0 },
    });
    const told = await site.hotel.parts.db
      .selectFrom('audit_entry')
      .select(['actor', 'after'])
      .where('action', '=', 'emergency.done')
      .orderBy('at', 'desc')
      .executeTakeFirstOrThrow();
    expect(told.after).toEqual({ signingKeys: { root: 2, credential: 2, mail: 2, seal: 2 } });
  });
});
