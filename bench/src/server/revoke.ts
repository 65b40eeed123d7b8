// `revoke.to.refused`, `revoke.to.removed`: from the desk's revocation to the door that refuses a copy whose owner obeys no server any more, and to the honest phone without the key.
import type { Family, Figure } from '../figure.ts';
import { percentile } from '../statistics.ts';
import { measureBareExchange } from './bare-exchange.ts';
import type { Hotel } from './hotel.ts';
import { bookStay, holdsKey, type Stay } from './stay.ts';

const ROUNDS = 30;

type Round = { readonly refusedMs: number; readonly removedMs: number; readonly unlockMs: number };

/** Revokes, tries with the copy without a break until the door refuses, reissues for the next round. */
const oneRevocation = async (hotel: Hotel, stay: Stay): Promise<Round> => {
  const { guest } = stay;
  const keys = await guest.waitForKeys(holdsKey, 20_000);
  const key = keys.find(({ state, doors }) => state === 'issued' && doors.length > 0);
  const door = key?.doors.find(({ kind }) => kind === 'room');
  if (!key || !door) throw new Error('the phone holds no key for a room');
  const copy = await guest.keepCopy();
  const wish = { keyId: key.keyId, doorId: door.doorId };
  const first = await copy.unlock(wish);
  if (first.kind !== 'opened') throw new Error(`the copy did not open before: ${first.diagnosis}`);
  // The bare unlock is the second one: the door knows the document now, as it does while the copy keeps trying.
  const before = performance.now();
  const second = await copy.unlock(wish);
  const unlockMs = performance.now() - before;
  if (second.kind !== 'opened') throw new Error(`the copy did not open again: ${second.diagnosis}`);
  const params = { locationId: hotel.locationId, keyId: key.keyId };
  const started = performance.now();
  const removed = guest
    .waitForKeys((held) => held.every(({ keyId, doors }) => keyId !== key.keyId || doors.length === 0), 20_000)
    .then(() => performance.now() - started);
  const body = { reason: 'security_concern' as const, note: 'Bench' };
  const revoked = hotel.desk.call('revokeKey', { params, body });
  let tried = await copy.unlock(wish);
  while (tried.kind !== 'refused') {
    if (performance.now() - started > 20_000) throw new Error(`after 20 s the copy still meets: ${tried.kind}`);
    tried = await copy.unlock(wish);
  }
  const refusedMs = performance.now() - started;
  if (tried.diagnosis !== 'revoked') throw new Error(`refused, but for ${tried.diagnosis}`);
  await revoked;
  const removedMs = await removed;
  await hotel.desk.call('reissueKey', { params });
  return { refusedMs, removedMs, unlockMs };
};

export const revokeFigures: Family = {
  group: 'server',
  names: ['revoke.to.refused.p50', 'revoke.to.refused.p99', 'revoke.to.removed.p50', 'revoke.to.removed.p99'],
  limit:
    'two GET /health, one committed one-row insert and, for the refusal, one unlock by the same copy before it was revoked',
  measure: async function* (bench): AsyncIterable<Figure> {
    const hotel = await bench.hotel();
    const rounds = bench.runs(ROUNDS);
    bench.say(`revocation to refusal, ${rounds} rounds`);
    const stay = await bookStay(hotel);
    await stay.checkIn();
    await oneRevocation(hotel, stay);
    const measured: Round[] = [];
    while (measured.length < rounds) measured.push(await oneRevocation(hotel, stay));
    await stay.end();
    const bare = await measureBareExchange(hotel, 100);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const of = (value: (round: Round) => number): number => percentile(measured.map(value), share);
      const floor = percentile(bare, share);
      const shared = { unit: 'ms', runs: rounds };
      const unlock = of(({ unlockMs }) => unlockMs);
      yield {
        name: `revoke.to.refused.${name}`,
        value: of(({ refusedMs }) => refusedMs),
        limit: floor + unlock,
        ...shared,
      };
      yield { name: `revoke.to.removed.${name}`, value: of(({ removedMs }) => removedMs), limit: floor, ...shared };
    }
  },
};
