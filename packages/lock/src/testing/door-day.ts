// A random day: what happens is done to a real lock by real phones and told to the model; both must agree after every act (H32).
// Longer than most files: each act of everyday life stands beside what it must lead to. The hostile ones: hostile-acts.ts.
import { FRAME, generateSigner, keyHash, type MailBody, platformRandom, type Signer, STATE } from '@nightlatch/aliro';
import { expect } from 'vitest';
import type { Lock } from '../lock-types.ts';
import type { LinkSession } from '../ports.ts';
import type { Act } from './door-acts.ts';
import { type Claim, DoorModel, type ModelMail, type PublishedList, type Right, wholeSeconds } from './door-model.ts';
import { floodDoor, forgeDocument, replaySession, sendBadMail } from './hostile-acts.ts';
import type { TestCorridor } from './test-corridor.ts';
import { mailArray, staffAccess } from './test-hotel.ts';
import type { Attempt, Mangle, TestPhone } from './test-phone.ts';

const HOUR_MS = 3600_000;
const LEASE_MS = { guest: 24 * HOUR_MS, staff: 10 * HOUR_MS };
/** A packet is lost this often, in percent, and sent at most so often before the link counts as lost. */
const LOSS = { percent: 20, sendings: 5 };
const TRIES = 3;
const FRAME_HEAD_BYTES = 4;
const MOST_RECORDINGS = 8;

/** The door of the day: a room in a staff zone. */
export const ROOM_101 = {
  element: 'r101',
  door: { kind: 'room', element: 'r101', otherElements: ['z:hk-1'] },
} as const satisfies Parameters<typeof TestCorridor.open>[0];

/** The room next to it, in another zone. */
export const ROOM_102 = {
  element: 'r102',
  door: { kind: 'room', element: 'r102', otherElements: ['z:hk-2'] },
} as const satisfies Parameters<typeof TestCorridor.open>[0];

/** An item of mail on its way; what nobody may take has no `mail`. */
export interface CarriedMail {
  readonly item: Uint8Array;
  readonly mail?: ModelMail;
}

/** A phone, the document on it, and the mail in its mailbox. */
export interface Holder extends Claim {
  readonly phone: TestPhone;
  readonly bag: readonly CarriedMail[];
}

/** Mail before it has its number and signer. */
type Letter = { readonly body: MailBody; readonly means: (seq: number, epoch: number) => ModelMail };

/** One day at the door of room 101, with room 102 next to it. */
export class DoorDay {
  readonly corridor: TestCorridor;
  readonly model: DoorModel;
  readonly holders: Holder[] = [];
  readonly lists: PublishedList[] = [];
  /** What phones said to the lock, frame by frame. */
  readonly recordings: Uint8Array[][] = [];
  /** Items that were applied. */
  readonly delivered: Uint8Array[] = [];
  /** Keys by epoch, the first at [0]. */
  readonly keys: Readonly<Record<'credential' | 'mail', Signer[]>>;
  readonly #openNeighbour: () => Promise<TestCorridor>;
  #neighbour: TestCorridor | undefined;
  #stranger: Promise<Signer> | undefined;
  #generation = 0;
  #mailSeq = 0;

  constructor(corridor: TestCorridor, openNeighbour: () => Promise<TestCorridor>) {
    this.corridor = corridor;
    this.#openNeighbour = openNeighbour;
    this.model = new DoorModel(corridor.time.trueMs());
    this.keys = { credential: [corridor.hotel.cik], mail: [corridor.hotel.mk] };
  }

  get now(): number {
    return this.corridor.time.trueMs();
  }

  async run(step: Act): Promise<void> {
    this.corridor.time.advance(3_000);
    const at = 'who' in step ? step.who % Math.max(1, this.holders.length) : 0;
    switch (step.do) {
      case 'checkIn':
        return this.checkIn(step.companions);
      case 'hire': {
        const passesPrivacy = step.cls === 'emergency' || step.mayPassPrivacy;
        const access = staffAccess(platformRandom(16), { class: step.cls, mayPassPrivacy: step.mayPassPrivacy });
        const right: Right = { kind: 'staff', personId: access.id ?? new Uint8Array(16), passesPrivacy };
        return this.hold(right, step.cls, step.mayPassPrivacy);
      }
      case 'tap':
        return this.tap(at);
      case 'tapNeighbour':
        return this.tapNeighbour(at);
      case 'tapCut':
        return this.tapCut(at, step.frame);
      case 'tapDamaged':
        return this.tapDamaged(at, step);
      case 'tapPowerCut':
        return this.tapPowerCut(at, step);
      case 'tapLossy':
        return this.tapLossy(at, step.dice);
      case 'steal':
        return this.steal(at);
      case 'revoke':
        return this.revoke(at, step);
      case 'fillList':
        return this.fillList(step.over);
      case 'renew':
        return this.renew(at);
      case 'wait':
        this.corridor.time.advance(step.hours * HOUR_MS);
        return;
      case 'slowClock':
        this.corridor.time.slip(step.minutes * 60_000);
        this.model.behindMs += step.minutes * 60_000;
        return;
      case 'privacy':
        this.model.privacy = step.on;
        return this.corridor.lock.setPrivacy(step.on);
      case 'privacyMode': {
        const configuration = { privacyMode: step.mode };
        const means = (seq: number, epoch: number) =>
          ({ kind: 'configuration', seq, epoch, privacyMode: step.mode }) as const;
        return this.post({ body: { kind: 'configuration', configuration }, means }, at);
      }
      case 'powerLoss':
        if (!step.kept) this.model.clockSet = false;
        return this.corridor.restart(step.kept);
      case 'bringTime':
        return this.bringTime(at, step.carrier);
      case 'proveTime': {
        const provenMs = wholeSeconds(this.now);
        const means = (seq: number, epoch: number) => ({ kind: 'time-floor', seq, epoch, at: provenMs }) as const;
        return this.post({ body: { kind: 'time-floor', at: provenMs }, means });
      }
      case 'raiseFloor': {
        const generation = this.#generation;
        const body = { kind: 'generation-floor', lockId: this.corridor.door.lockId, generation } as const;
        const means = (seq: number, epoch: number) => ({ kind: 'generation-floor', seq, epoch, generation }) as const;
        return this.post({ body, means }, step.carrier === 'mailbox' ? at : undefined);
      }
      case 'rotate':
        return this.rotate(step.cls, step.erase);
      case 'server':
        this.model.serverUp = step.up;
        return;
      case 'forge':
        return forgeDocument(this, step);
      case 'replay':
        return replaySession(this, step, at);
      case 'badMail':
        return sendBadMail(this, step, at);
      case 'flood':
        return floodDoor(this, step);
    }
  }

  /** The door of the next room, on the same time. */
  async neighbour(): Promise<TestCorridor> {
    this.#neighbour ??= await this.#openNeighbour();
    const { time } = this.#neighbour;
    time.advance(Math.max(0, this.now - time.trueMs()));
    return this.#neighbour;
  }

  /** A key that belongs to nobody here. */
  stranger(): Promise<Signer> {
    this.#stranger ??= generateSigner({ extractable: false });
    return this.#stranger;
  }

  /** The newest key of a class and its epoch. */
  newest(cls: 'credential' | 'mail'): { readonly epoch: number; readonly signer: Signer } {
    const epoch = this.keys[cls].length;
    const signer = this.keys[cls][epoch - 1];
    if (!signer) throw new Error('no key');
    return { epoch, signer };
  }

  async checkIn(companions: number): Promise<void> {
    this.#generation += 1;
    const stay = { occupancyId: platformRandom(16), generation: this.#generation };
    for (let n = 0; n <= companions; n += 1) {
      await this.hold({ kind: 'guest', stay, mode: n === 0 ? 'override' : 'join' });
    }
  }

  async hold(right: Right, cls: 'service' | 'emergency' = 'service', mayPassPrivacy = false): Promise<void> {
    const phone = await this.corridor.phone();
    const claim = await this.issue(phone, right, { class: cls, mayPassPrivacy });
    this.holders.push({ ...claim, right, phone, bag: [], genuine: true, keyHash: await keyHash(phone.signer.point) });
  }

  /** Signs a document of today for this phone, by the newest key. */
  async issue(
    phone: TestPhone,
    right: Right,
    staff: { readonly class: 'service' | 'emergency'; readonly mayPassPrivacy: boolean },
  ): Promise<{ readonly epoch: number; readonly signedMs: number; readonly validUntilMs: number }> {
    const { corridor } = this;
    const { epoch, signer } = this.newest('credential');
    const signedMs = wholeSeconds(this.now);
    const leaseMs = LEASE_MS[right.kind];
    const wish = { signedAt: signedMs, leaseMs, signer };
    phone.document =
      right.kind === 'guest'
        ? await corridor.roomDocument(phone, right.stay, { ...wish, mode: right.mode })
        : await corridor.hotel.document({
            ...wish,
            devicePoint: phone.signer.point,
            elements: new Map([['z:hk-1', staffAccess(right.personId, staff)]]),
          });
    return { epoch, signedMs, validUntilMs: signedMs + leaseMs };
  }

  /** A new document and the newest list, where the server still gives one. */
  async renew(at: number): Promise<void> {
    const holder = this.holders[at];
    if (!holder?.genuine) return;
    const { right } = holder;
    const passes = right.kind === 'staff' && right.passesPrivacy;
    const claim = await this.issue(holder.phone, right, { class: 'service', mayPassPrivacy: passes });
    const list = holder.list && this.lists.at(-1);
    if (list) holder.phone.revocation = list.document;
    this.holders[at] = { ...holder, ...claim, list };
  }

  async steal(at: number): Promise<void> {
    const victim = this.holders[at];
    if (!victim) return;
    const phone = await this.corridor.phone();
    phone.document = victim.phone.document;
    const hash = await keyHash(phone.signer.point);
    this.holders.push({ ...victim, phone, keyHash: hash, genuine: false, list: undefined, bag: [] });
  }

  /** One try. A door that strangers keep busy says for how long, at most 2 s, and then it must listen (§6.4). */
  async visit(lock: Lock, phone: TestPhone, mangle: Mangle = (_direction, frame) => [frame]): Promise<Attempt> {
    const attempt = await phone.tryDoor(lock, { mangle });
    if (attempt.ended !== STATE.overloaded) return attempt;
    const waitMs = (attempt.waitTenths ?? 0) * 100;
    expect(waitMs).toBeLessThanOrEqual(2_000);
    this.corridor.time.advance(waitMs);
    if (this.#neighbour) await this.neighbour();
    const again = await phone.tryDoor(lock, { mangle });
    expect(again.ended).not.toBe(STATE.overloaded);
    return again;
  }

  /** One undisturbed visit: same verdict, same state, one line in the journal, the bolt moved or not. */
  async tap(at: number): Promise<void> {
    const holder = this.holders[at];
    if (!holder) return;
    const { corridor, model } = this;
    const mails = holder.bag.flatMap(({ mail }) => (mail ? [mail] : []));
    const seqBefore = new Map(model.seqs);
    const openings = corridor.bolt.openings.length;
    const { lastSeq } = corridor.lock.status().journal;
    if (holder.bag.length > 0) {
      holder.phone.carry(
        corridor.door,
        holder.bag.map(({ item }) => item),
      );
    }
    const recorded: Uint8Array[] = [];
    const attempt = await this.visit(corridor.lock, holder.phone, recordInto(recorded));
    const expected = model.meet(holder, this.now, mails);
    expect(attempt.granted ? 'open' : attempt.reason).toBe(expected);
    expect(corridor.bolt.openings.length - openings).toBe(expected === 'open' ? 1 : 0);
    expect(this.verdictsSince(lastSeq)).toEqual([expected === 'open' ? 'opened' : 'refused']);
    this.recordings.push(recorded);
    if (this.recordings.length > MOST_RECORDINGS) this.recordings.shift();
    for (const { item, mail } of holder.bag) {
      if (mail && model.seqs.get(mail.kind) === mail.seq && seqBefore.get(mail.kind) !== mail.seq) {
        this.delivered.push(item);
      }
    }
    this.emptyBag(at);
    this.check();
  }

  emptyBag(at: number): void {
    const holder = this.holders[at];
    if (!holder) return;
    holder.phone.mailbox = null;
    this.holders[at] = { ...holder, bag: [] };
  }

  /** Nothing that room 101 gave out opens room 102 (invariant 12). */
  async tapNeighbour(at: number): Promise<void> {
    const holder = this.holders[at];
    if (!holder) return;
    const next = await this.neighbour();
    const { list } = holder;
    const isListNew = list !== undefined && list.signedMs > next.lock.status().revocationSignedMs;
    // That lock never heard of newer keys: a list that it can't verify ends the visit before the missing element does.
    const expected = isListNew && list.epoch > 1 ? '0108' : '0405';
    const attempt = await this.visit(next.lock, holder.phone);
    expect(attempt.reason).toBe(expected);
    expect(next.bolt.openings).toHaveLength(0);
  }

  /** New verdicts in the journal: one for each visit that came to one. */
  verdictsSince(seq: number): string[] {
    const { tail } = this.corridor.lock.status().journal;
    const since = tail.filter((entry) => entry.seq > seq);
    return since.flatMap(({ event }) => (event === 'opened' || event === 'refused' ? [event] : []));
  }

  async tapCut(at: number, frame: number): Promise<void> {
    let session: LinkSession | undefined;
    await this.interrupted(at, async (holder) => {
      await holder.phone.tryDoor(this.corridor.lock, {
        onLink: (link) => {
          session = link;
        },
        mangle: (_direction, bytes, index) => {
          if (index === frame) session?.lost();
          return index >= frame ? [] : [bytes];
        },
      });
    });
  }

  /** One bit of one frame turned, either way. A side that can't even read the frame's head hangs up. */
  async tapDamaged(at: number, { frame, at: bit }: { readonly frame: number; readonly at: number }): Promise<void> {
    let session: LinkSession | undefined;
    await this.interrupted(at, async (holder) => {
      await holder.phone.tryDoor(this.corridor.lock, {
        onLink: (link) => {
          session = link;
        },
        mangle: (_direction, bytes, index) => {
          if (index !== frame) return [bytes];
          if ((bit >> 3) % bytes.length < FRAME_HEAD_BYTES) queueMicrotask(() => session?.lost());
          return [withBitTurned(bytes, bit)];
        },
      });
    });
  }

  async tapPowerCut(at: number, step: Act & { readonly do: 'tapPowerCut' }): Promise<void> {
    await this.interrupted(at, async (holder) => {
      this.corridor.storage.cutAfter(step.write, step.torn);
      await holder.phone.tryDoor(this.corridor.lock);
      await this.corridor.restart(step.kept);
      if (!step.kept) this.model.clockSet = false;
    });
  }

  /** Whoever has the right comes in within three tries, though a fifth of all packets is lost (invariant 21). */
  async tapLossy(at: number, seed: number): Promise<void> {
    const { corridor, model } = this;
    const dice = diceOf(seed);
    const openings = corridor.bolt.openings.length;
    for (let tries = 0, busy = 0; tries < TRIES && busy < TRIES; ) {
      const holder = this.holders[at];
      if (!holder || holder.bag.length > 0 || model.clone().meet(holder, this.now) !== 'open') return;
      let session: LinkSession | undefined;
      let isBusy = false;
      await this.interrupted(at, async () => {
        const attempt = await holder.phone.tryDoor(corridor.lock, {
          onLink: (link) => {
            session = link;
          },
          mangle: (_direction, bytes) => {
            if (!isLost(dice)) return [bytes];
            session?.lost();
            return [];
          },
        });
        isBusy = attempt.ended === STATE.overloaded;
        // A door that strangers keep busy says for how long; a phone waits as told (§6.4).
        corridor.time.advance(isBusy ? (attempt.waitTenths ?? 1) * 100 : 0);
      });
      if (corridor.bolt.openings.length > openings) return;
      if (isBusy) busy += 1;
      else tries += 1;
      corridor.time.advance(1_000);
    }
    expect.fail('three tries under loss did not open');
  }

  /** A visit that may end anywhere leaves the old state or the new one; the model takes over which. */
  async interrupted(at: number, visit: (holder: Holder) => Promise<void>): Promise<void> {
    const holder = this.holders[at];
    if (!holder || holder.bag.length > 0) return;
    const { corridor, model } = this;
    const trueMs = this.now;
    const mayOpen = model.clone().meet(holder, trueMs) === 'open';
    const openings = corridor.bolt.openings.length;
    const { lastSeq } = corridor.lock.status().journal;
    await visit(holder);
    const status = corridor.lock.status();
    const opened = corridor.bolt.openings.length - openings;
    const isStored = status.journal.tail.some((entry) => entry.seq > lastSeq && entry.event === 'opened');
    expect(opened).toBeLessThanOrEqual(mayOpen ? 1 : 0);
    expect(isStored || opened === 0).toBe(true);
    expect(!isStored || mayOpen).toBe(true);
    const { list } = holder;
    const isTaken = [status.revocationSignedMs, status.overflowFloorMs].includes(list?.signedMs ?? -1);
    if (isTaken) model.takeList(list, trueMs);
    if (isStored) model.opened(holder, trueMs);
    this.check();
  }

  async revoke(at: number, step: Act & { readonly do: 'revoke' }): Promise<void> {
    const target = this.holders[at];
    if (!target) return;
    const { right } = target;
    const id = right.kind === 'guest' ? right.stay.occupancyId : right.personId;
    const entry = step.byId ? { id } : { keyHash: target.keyHash };
    const others = this.listed().filter((known) => JSON.stringify(known) !== JSON.stringify(entry));
    const list = await this.publish([...others, entry]);
    const bearerAt = list.entries.length % this.holders.length;
    const bearer = this.holders[bearerAt];
    if (step.carrier === 'phone' && bearer) {
      bearer.phone.revocation = list.document;
      this.holders[bearerAt] = { ...bearer, list };
    }
    if (step.carrier === 'gateway') await this.post(letterOf(list));
    if (step.carrier === 'mailbox') await this.post(letterOf(list), bearerAt);
    this.check();
  }

  /** Who of this day is on the newest list; the made-up ones that only fill it have short ids. */
  listed(): PublishedList['entries'] {
    return this.lists.at(-1)?.entries.filter((entry) => (entry.id?.length ?? 16) === 16) ?? [];
  }

  async publish(entries: PublishedList['entries']): Promise<PublishedList> {
    const { corridor } = this;
    // No two lists in one second (UNSURE 22).
    corridor.time.advance(1_000);
    const { epoch, signer } = this.newest('credential');
    const signedMs = wholeSeconds(this.now);
    const document = await corridor.hotel.revocations(signedMs, entries, { signer });
    const list = { epoch, signedMs, entries, document };
    this.lists.push(list);
    return list;
  }

  /** A list with as many entries as a lock takes, or one more. */
  async fillList(over: boolean): Promise<void> {
    const known = this.listed();
    const others = Array.from({ length: 256 + (over ? 1 : 0) - known.length }, (_, n) => ({
      id: Uint8Array.of(n >> 8, n & 255),
    }));
    await this.post(letterOf(await this.publish([...known, ...others])));
    this.check();
  }

  /** Puts mail into a phone's mailbox, or hands it over at once as a gateway does. */
  async post({ body, means }: Letter, bearerAt?: number): Promise<void> {
    const { epoch, signer } = this.newest('mail');
    const { seq, item } = await this.write(body, signer);
    const mail = means(seq, epoch);
    const bearer = bearerAt === undefined ? undefined : this.holders[bearerAt];
    if (bearerAt !== undefined && bearer && bearer.bag.length < 4) {
      this.holders[bearerAt] = { ...bearer, bag: [...bearer.bag, { item, mail }] };
      return;
    }
    const outcome = this.model.takeMail(mail, this.now);
    expect(await this.corridor.lock.applyMail(mailArray(item))).toMatchObject([{ outcome }]);
    if (outcome === 'applied') this.delivered.push(item);
    this.check();
  }

  /** Numbered by the day itself: equal days make equal mail. Root acts are signed by the root, whatever the signer. */
  async write(
    body: MailBody,
    signer: Signer,
    more: Partial<Parameters<TestCorridor['hotel']['mail']>[1]> = {},
  ): Promise<{ readonly seq: number; readonly item: Uint8Array }> {
    this.#mailSeq += 1;
    const { hotel, door } = this.corridor;
    const by = body.kind === 'anchor' || body.kind === 'reset' ? {} : { signer };
    const seq = this.#mailSeq;
    return { seq, item: await hotel.mail(body, { at: this.now, door, seq, ...by, ...more }) };
  }

  async bringTime(at: number, carrier: 'gateway' | 'phone'): Promise<void> {
    const { corridor } = this;
    const answerMs = wholeSeconds(this.now);
    const body = { kind: 'time-answer', at: answerMs, nonce: corridor.lock.timeNonce() } as const;
    const means = (seq: number, epoch: number) => ({ kind: 'time-answer', seq, epoch, at: answerMs }) as const;
    const isCarried = carrier === 'phone' && (this.holders[at]?.bag.length ?? 4) < 4;
    await this.post({ body, means }, isCarried ? at : undefined);
    if (isCarried) await this.tap(at);
  }

  /** A new key beside the old one, or in its place; the list is signed again with it. */
  async rotate(cls: 'credential' | 'mail', erase: boolean): Promise<void> {
    const key = await generateSigner({ extractable: false });
    this.keys[cls].push(key);
    const next = this.keys[cls].length;
    const min = erase ? next : 1;
    const body = { kind: 'anchor', class: cls, epoch: next, point: key.point, minEpoch: min } as const;
    const means = (seq: number, epoch: number) => ({ kind: 'anchor', seq, epoch, cls, next, min }) as const;
    await this.post({ body, means });
    const last = this.lists.at(-1);
    if (cls === 'credential' && last) await this.publish(last.entries);
  }

  /** What the lock says of itself is what the model knows. */
  check(): void {
    const { corridor, model, now } = this;
    const status = corridor.lock.status();
    const clockKnown = model.clockKnown(now);
    expectSame(
      {
        phase: status.phase,
        generation: status.generation,
        listSignedMs: status.revocationSignedMs,
        overflowFloorMs: status.overflowFloorMs,
        privacy: status.privacy,
        timeFloorMs: status.timeFloorMs,
        clockKnown: status.clock.known,
        clockMs: status.clock.known ? status.clock.nowMs : null,
        keys: { credential: epochsOf(status.anchors, 'credential'), mail: epochsOf(status.anchors, 'mail') },
      },
      {
        phase: 'ready',
        generation: model.generation,
        listSignedMs: model.listSignedMs,
        overflowFloorMs: model.overflowFloorMs,
        privacy: model.privacy,
        timeFloorMs: model.floorMs,
        clockKnown,
        clockMs: clockKnown ? model.lockNow(now) : null,
        keys: model.keys,
      },
    );
  }

  /** Everything but the journal, the count of links and the time of day: what hostile acts must leave as it is. */
  believed(): unknown {
    const { journal: _grows, openLinks: _counts, clock, ...rest } = this.corridor.lock.status();
    return { ...rest, clockKnown: clock.known };
  }

  /** Does what must change nothing and open nothing, here and next door. */
  async inVain(hostile: () => Promise<void>): Promise<void> {
    const before = this.believed();
    const openings = this.corridor.bolt.openings.length;
    const { lastSeq } = this.corridor.lock.status().journal;
    await hostile();
    expectSame(this.believed(), before);
    expect(this.corridor.bolt.openings).toHaveLength(openings);
    expect(this.verdictsSince(lastSeq)).not.toContain('opened');
    expect(this.#neighbour?.bolt.openings ?? []).toHaveLength(0);
    this.check();
  }
}

/** Equal, without the price of a deep comparison each time. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

function epochsOf(anchors: readonly { readonly class: string; readonly epoch: number }[], cls: string): number[] {
  return anchors.filter((anchor) => anchor.class === cls).map((anchor) => anchor.epoch);
}

function letterOf(list: PublishedList): Letter {
  const means = (seq: number, epoch: number) => ({ kind: 'revocation', seq, epoch, list }) as const;
  return { body: { kind: 'revocation', document: list.document }, means };
}

function recordInto(frames: Uint8Array[]): Mangle {
  return (direction, frame) => {
    if (direction !== 'toLock') return [frame];
    const isFirst = frame[0] === FRAME.initiate[0] && frame[1] === FRAME.initiate[1];
    if (isFirst) frames.length = 0;
    frames.push(frame);
    return [frame];
  };
}

/** A copy with one bit changed. */
export function withBitTurned(bytes: Uint8Array, bit: number): Uint8Array {
  const place = (bit >> 3) % bytes.length;
  return bytes.map((byte, i) => (i === place ? byte ^ (1 << (bit & 7)) : byte));
}

/** Numbers below 100 from a seed (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 100;
  };
}

function isLost(dice: () => number): boolean {
  return Array.from({ length: LOSS.sendings }, dice).every((rolled) => rolled < LOSS.percent);
}
