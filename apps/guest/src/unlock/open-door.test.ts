// One press of Unlock: at most one renewal and one more try, whatever the door says.
import type { Phone, UnlockOptions, UnlockResult } from '@nightlatch/phone';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import { openDoor } from './open-door.ts';
import type { UnlockTarget } from './targets.ts';

const DOOR = { doorId: 'd', name: 'Room 204', kind: 'room', keyId: 'k', credentialId: 'c', readerIdentifier: 'aa' };
const COST = {
  ...{ attempts: 1, ms: 400, commands: 3, actedAt: 1_000 },
  split: { findMs: 100, connectMs: 100, doorMs: 150, ownMs: 50 },
};
const OPENED: UnlockResult = { kind: 'opened', door: DOOR, status: 0x0101, cost: COST };
const LEASE_ENDED: UnlockResult = {
  kind: 'refused',
  door: DOOR,
  reason: 0x0101,
  diagnosis: 'lease_ended',
  renew: true,
  cost: COST,
};
const WRONG_DOOR: UnlockResult = { kind: 'failed', diagnosis: 'wrong_door', detail: '', renew: false, cost: COST };
const TARGET: UnlockTarget = { kind: 'door', doorId: 'd', name: 'Room 204' };

async function press(
  results: UnlockResult[],
  options: { renewed?: boolean; renewalTakesMs?: number; target?: UnlockTarget } = {},
): Promise<Awaited<ReturnType<typeof openDoor>> & { asked: UnlockOptions[]; steps: string[] }> {
  const clock = createFakeClock(1_000);
  const asked: UnlockOptions[] = [];
  const steps: string[] = [];
  const unlock: Phone['unlock'] = async (given = {}) => {
    asked.push(given);
    given.onProgress?.({ step: 'searching' });
    const result = results.shift();
    if (result === undefined) throw new Error('one try too many');
    return result;
  };
  const opening = openDoor({
    phone: { unlock } as unknown as Phone, // nothing else of the phone is used
    clock,
    keyId: 'k',
    target: options.target ?? TARGET,
    renew: () =>
      new Promise((resolve) => clock.setTimer(options.renewalTakesMs ?? 100, () => resolve(options.renewed ?? true))),
    onStep: (step) => steps.push(step),
  });
  await clock.advance(20_000);
  return { ...(await opening), asked, steps };
}

describe('openDoor', () => {
  it('opens with what was asked for', async () => {
    const { outcome, attempt, asked } = await press([OPENED]);
    expect(outcome).toEqual({ kind: 'opened', door: 'Room 204', ms: 400 });
    expect(asked).toMatchObject([{ keyId: 'k', doorId: 'd', actedAt: 1_000 }]);
    expect(attempt).toMatchObject({ keyId: 'k', doorId: 'd', at: 1_000, outcome: 'opened', diagnosis: null });
  });

  it('renews and tries once more, with the same act of the guest', async () => {
    const { outcome, asked, steps } = await press([LEASE_ENDED, OPENED]);
    expect(outcome.kind).toBe('opened');
    expect(asked.map(({ actedAt }) => actedAt)).toEqual([1_000, 1_000]);
    expect(steps).toEqual(['searching', 'renewing', 'searching']);
  });

  it('tries again within the act that counted: the picking of a door in the browser’s list', async () => {
    const later = { ...LEASE_ENDED, cost: { ...COST, actedAt: 1_500 } };
    const { asked } = await press([later, OPENED]);
    expect(asked.map(({ actedAt }) => actedAt)).toEqual([1_000, 1_500]);
  });

  it('does not try a third time', async () => {
    const { outcome, attempt } = await press([LEASE_ENDED, LEASE_ENDED]);
    expect(outcome).toEqual({ kind: 'refused', diagnosis: 'lease_ended', door: 'Room 204', renewed: false });
    expect(attempt).toMatchObject({ outcome: 'refused', diagnosis: 'lease_ended' });
  });

  it('does not try again offline, nor wait for a slow renewal', async () => {
    expect((await press([LEASE_ENDED], { renewed: false })).outcome).toMatchObject({ renewed: false });
    expect((await press([LEASE_ENDED], { renewalTakesMs: 6_000 })).asked).toHaveLength(1);
  });

  it('asks for no renewal where none helps, and keeps the phone’s own words', async () => {
    const other: UnlockTarget = { kind: 'advert', advertId: 'ws://x', name: 'Door 7' };
    const { outcome, asked, steps, attempt } = await press([WRONG_DOOR], { target: other });
    expect(outcome).toEqual({ kind: 'failed', diagnosis: 'wrong_door', renewed: false });
    expect(asked).toMatchObject([{ advertId: 'ws://x' }]);
    expect(asked[0]?.keyId).toBeUndefined();
    expect(steps).toEqual(['searching']);
    expect(attempt.doorId).toBeUndefined();
  });
});
