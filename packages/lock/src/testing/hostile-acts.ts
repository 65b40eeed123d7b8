// What strangers, thieves and false carriers try at a door; none of it may open, change or block anything (invariants 9–12).
import {
  type AccessData,
  answerFrame,
  gateExtension,
  initiateFrame,
  type MailBody,
  PHONE_A5_GATT,
  platformRandom,
  type Signer,
} from '@nightlatch/aliro';
import { expect } from 'vitest';
import type { Act } from './door-acts.ts';
import { type DoorDay, withBitTurned } from './door-day.ts';
import { wholeSeconds } from './door-model.ts';
import { playBack, RawLink } from './raw-link.ts';
import { type DocumentWish, MAY_OPEN, mailArray, roomAccess, staffAccess } from './test-hotel.ts';

const HOUR_MS = 3600_000;

type Step<K extends Act['do']> = Extract<Act, { do: K }>;

/** The issuer's name on a stranger's signature. */
function impersonate(owner: Signer, hand: Signer): Signer {
  return { point: owner.point, sign: hand.sign };
}

/** What a forged document says and why it must fail, once the clock is no reason. */
async function planForgery(
  day: DoorDay,
  how: Step<'forge'>['how'],
): Promise<{
  readonly reason: string;
  readonly wish: Partial<DocumentWish> & { readonly elements: DocumentWish['elements'] };
}> {
  const { lockId } = day.corridor.door;
  const id = platformRandom(16);
  const gate = { lockId, generation: 0xffff, mode: 'override' } as const;
  const room = roomAccess(id, gate);
  const elements = (access: AccessData): DocumentWish['elements'] => new Map([['r101', access]]);
  const stranger = await day.stranger();
  switch (how) {
    case 'stranger':
      return { reason: '0108', wish: { elements: elements(room), signer: stranger } };
    case 'borrowed kid':
      return {
        reason: '0108',
        wish: { elements: elements(room), signer: impersonate(day.newest('credential').signer, stranger) },
      };
    case 'mail key':
      return { reason: '0108', wish: { elements: elements(room), signer: day.newest('mail').signer } };
    case 'one bit':
      return { reason: 'any', wish: { elements: elements(room) } };
    case 'no gate':
      return { reason: '0201', wish: { elements: elements({ id, ...MAY_OPEN }) } };
    case 'gate of another door':
      return { reason: '0201', wish: { elements: elements(roomAccess(id, { ...gate, lockId: platformRandom(8) })) } };
    case 'wildcards':
      return {
        reason: '0405',
        wish: { elements: new Map(['*', 'r*', 'r', 'r101.', 'z:', 'z:*'].map((name) => [name, room])) },
      };
    case 'zone without staff':
      return { reason: '0201', wish: { elements: new Map([['z:hk-1', { id, ...MAY_OPEN }]]), leaseMs: HOUR_MS } };
    case 'zone with gate': {
      const staff = staffAccess(id, { class: 'emergency', mayPassPrivacy: true });
      const both = { ...staff, accessExtensions: [...(staff.accessExtensions ?? []), gateExtension(gate)] };
      return { reason: '0109', wish: { elements: new Map([['z:hk-1', both]]), leaseMs: HOUR_MS } };
    }
    case 'guest lease of nine days':
      return { reason: '0109', wish: { elements: elements(room), leaseMs: 9 * 24 * HOUR_MS } };
    case 'staff lease of thirteen hours':
      return {
        reason: '0109',
        wish: {
          elements: new Map([['z:hk-1', staffAccess(id, { class: 'emergency', mayPassPrivacy: true })]]),
          leaseMs: 13 * HOUR_MS,
        },
      };
    case 'time not required':
      return { reason: '0205', wish: { elements: elements(room), timeVerificationRequired: false } };
  }
}

/** A document that is not worth its bytes, on a phone that is what it says it is. */
export async function forgeDocument(day: DoorDay, step: Step<'forge'>): Promise<void> {
  const { corridor, model, now } = day;
  const { reason, wish } = await planForgery(day, step.how);
  const phone = await corridor.phone();
  const signedAt = wholeSeconds(now);
  const { signer } = day.newest('credential');
  const document = await corridor.hotel.document({ devicePoint: phone.signer.point, signedAt, signer, ...wish });
  phone.document = step.how === 'one bit' ? withBitTurned(document, step.at) : document;
  const isSigned = reason !== '0108' && reason !== '0405' && reason !== 'any';
  await day.inVain(async () => {
    const attempt = await day.visit(corridor.lock, phone);
    const early = isSigned
      ? model.judgeTime({ signedMs: signedAt, validUntilMs: signedAt + HOUR_MS }, day.now)
      : undefined;
    expect(attempt.granted).toBe(false);
    if (reason !== 'any') expect(attempt.reason).toBe(early ?? reason);
  });
}

/** What a phone once said, said again: as a whole here or next door, or one message of it in the middle of a live session. */
export async function replaySession(day: DoorDay, step: Step<'replay'>, at: number): Promise<void> {
  // Whoever records waits for visits: a first one and, by the cached document, a fast one, which a replay has the best chance with.
  for (let visits = step.which % 3; visits > 0; visits -= 1) await day.tap(at);
  const recorded = day.recordings.at(-1 - (Math.floor(step.which / 3) % Math.max(1, day.recordings.length)));
  if (!recorded) return;
  if (step.into !== 'session') {
    const { lock } = step.into === 'home' ? day.corridor : await day.neighbour();
    return day.inVain(() => playBack(lock, recorded));
  }
  // Frame 0 is Initiate, which says the same every time; every answer after it must be fresh.
  const place = 1 + (step.at % Math.max(1, recorded.length - 1));
  const old = recorded[place];
  const before = day.corridor.bolt.openings.length;
  await day.interrupted(at, async (holder) => {
    let said = 0;
    let isReplaced = false;
    const attempt = await holder.phone.tryDoor(day.corridor.lock, {
      mangle: (direction, frame) => {
        if (direction !== 'toLock' || said++ !== place || !old) return [frame];
        isReplaced = true;
        return [old];
      },
    });
    const isEarly = isReplaced && day.corridor.bolt.openings.length === before;
    if (isEarly) expect(attempt.granted).toBe(false);
  });
}

/** An item that only the named check stops, and what the lock then says of it. */
async function planBadMail(
  day: DoorDay,
  step: Step<'badMail'>,
): Promise<{ readonly item: Uint8Array; readonly outcome?: string } | undefined> {
  const { corridor } = day;
  const { hotel, door } = corridor;
  const stranger = await day.stranger();
  const { signer } = day.newest('mail');
  const floor: MailBody = { kind: 'generation-floor', lockId: door.lockId, generation: 0xffff };
  const write = async (body: MailBody, by: Signer, more: Parameters<DoorDay['write']>[2] = {}) =>
    (await day.write(body, by, more)).item;
  switch (step.how) {
    case 'stranger':
      return { item: await write(floor, stranger), outcome: 'unknown_signer' };
    case 'borrowed kid':
      return { item: await write(floor, impersonate(signer, stranger)), outcome: 'signature' };
    case 'mail key for a root act': {
      const body: MailBody = {
        kind: 'anchor',
        class: 'credential',
        epoch: 0xffff,
        point: stranger.point,
        minEpoch: 0xffff,
      };
      const item = await write(step.at % 2 === 0 ? body : { kind: 'reset', generation: 0 }, signer, { signer });
      return { item, outcome: 'unknown_signer' };
    }
    case 'credential key':
      return { item: await write(floor, day.newest('credential').signer), outcome: 'unknown_signer' };
    case 'another hotel':
      return { item: await write(floor, signer, { groupId: platformRandom(16) }), outcome: 'scope' };
    case 'another door':
      return { item: await write(floor, signer, { door: { ...door, lockId: platformRandom(8) } }), outcome: 'scope' };
    case 'expired': {
      if (!day.model.clockKnown(day.now)) return undefined;
      return { item: await write(floor, signer, { notAfter: day.model.lockNow(day.now) - 2_000 }), outcome: 'expired' };
    }
    case 'one bit':
      return { item: withBitTurned(await write(floor, signer), step.at) };
    case 'delivered before': {
      const item = day.delivered[step.at % Math.max(1, day.delivered.length)];
      return item && { item };
    }
    case 'forged list inside': {
      const by = impersonate(day.newest('credential').signer, stranger);
      const document = await hotel.revocations(wholeSeconds(day.now) + 60_000, [], { signer: by });
      return { item: await write({ kind: 'revocation', document }, signer), outcome: 'inner_document' };
    }
    case 'access document inside': {
      const document = day.holders[0]?.phone.document ?? new Uint8Array(1);
      return { item: await write({ kind: 'revocation', document }, signer), outcome: 'inner_document' };
    }
    case 'floor of another door':
      return { item: await write({ ...floor, lockId: platformRandom(8) }, signer), outcome: 'body' };
    case 'invented nonce': {
      const at = wholeSeconds(day.now) + 9 * HOUR_MS;
      return { item: await write({ kind: 'time-answer', at, nonce: platformRandom(16) }, signer), outcome: 'nonce' };
    }
  }
}

/** Mail that must be skipped: handed over, or carried past by a guest whose visit it must not touch. */
export async function sendBadMail(day: DoorDay, step: Step<'badMail'>, at: number): Promise<void> {
  const { model } = day;
  const isTrusted = model.keys.mail.includes(day.newest('mail').epoch);
  const plan = await planBadMail(day, step);
  if (!plan || !isTrusted) return;
  const { item, outcome } = plan;
  const holder = day.holders[at];
  if (step.carrier === 'mailbox' && holder && holder.bag.length < 4) {
    day.holders[at] = { ...holder, bag: [...holder.bag, { item }] };
    return day.tap(at);
  }
  await day.inVain(async () => {
    const [result] = await day.corridor.lock.applyMail(mailArray(item));
    expect(result?.outcome).not.toBe('applied');
    if (outcome !== undefined) expect(result?.outcome).toBe(outcome);
  });
}

/** Links without a key, many at once. The next guest three seconds later must not feel it. */
export async function floodDoor(day: DoorDay, step: Step<'flood'>): Promise<void> {
  await day.inVain(async () => {
    for (let n = 0; n < step.links; n += 1) await makeNoise(day, step.how);
  });
}

async function makeNoise(day: DoorDay, how: Step<'flood'>['how']): Promise<void> {
  const link = new RawLink(day.corridor.lock);
  const { session } = link;
  if (how === 'stops after initiate') session.receiveFrame(initiateFrame(PHONE_A5_GATT));
  if (how === 'rubbish') session.receiveFrame(platformRandom(40));
  if (how === 'wrong order') session.receiveFrame(answerFrame(platformRandom(70)));
  if (how === 'gone at once') session.lost();
  if (how === 'silent' || how === 'stops after initiate') return;
  await session.finished;
}
