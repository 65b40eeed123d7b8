// A small model of what the rules say and random days that hold a lock to it: guests, companions, thieves, lists, privacy, power (H32).
// Longer than most files: the acts and the rules they are judged by belong on one page.
import { equalBytes, hex, keyHash, type MailBody, platformRandom, type RevocationEntry } from '@nightlatch/aliro';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { LinkSession } from '../ports.ts';
import type { TestCorridor, TestStay } from './test-corridor.ts';
import { mailArray } from './test-hotel.ts';
import type { TestPhone } from './test-phone.ts';

const HOUR_MS = 3600_000;
const LEASE_MS = 24 * HOUR_MS;

/** One thing that happens. */
export type Act =
  | { readonly do: 'checkIn'; readonly companions: number }
  | { readonly do: 'tap'; readonly who: number }
  | { readonly do: 'tapCut'; readonly who: number; readonly frame: number }
  | {
      readonly do: 'tapPowerCut';
      readonly who: number;
      readonly write: number;
      readonly torn: number;
      readonly kept: boolean;
    }
  | { readonly do: 'steal'; readonly who: number }
  | {
      readonly do: 'revoke';
      readonly who: number;
      readonly byId: boolean;
      readonly carrier: 'gateway' | 'phone' | 'none';
    }
  | { readonly do: 'renew'; readonly who: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'privacy'; readonly on: boolean }
  | { readonly do: 'powerLoss'; readonly kept: boolean }
  | { readonly do: 'bringTime' }
  | { readonly do: 'raiseFloor' };

const who = fc.nat(30);
/** Anything, as often as it is worth. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('checkIn' as const), companions: fc.nat(2) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tap' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tapCut' as const), who, frame: fc.nat(12) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tapPowerCut' as const),
      who,
      write: fc.integer({ min: 1, max: 4 }),
      torn: fc.constantFrom(0, 0.5, 1),
      kept: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('steal' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('revoke' as const),
      who,
      byId: fc.boolean(),
      carrier: fc.constantFrom('gateway' as const, 'phone' as const, 'none' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('renew' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 7, 13) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('privacy' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('powerLoss' as const), kept: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bringTime' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('raiseFloor' as const) }) },
);

/** A phone and what the model knows of it. */
interface Holder {
  readonly phone: TestPhone;
  readonly stay: TestStay;
  readonly mode: 'override' | 'join';
  readonly keyHash: Uint8Array;
  /** False: the document belongs to another device key. */
  readonly genuine: boolean;
  validUntilMs: number;
  listSignedMs: number;
}

/** A published list: full, as our issuer writes it. */
interface PublishedList {
  readonly signedMs: number;
  readonly entries: readonly RevocationEntry[];
  readonly document: Uint8Array;
}

/** The rules of docs/protocol §7 in a few lines, independent of the lock's code. */
class Model {
  generation = 0;
  occupancy: string | undefined;
  listSignedMs = 0;
  clockKnown = true;
  privacy = false;

  expected(holder: Holder, nowMs: number, entries: readonly RevocationEntry[]): string {
    if (!this.clockKnown) return '0301';
    if (nowMs >= holder.validUntilMs + 1_000) return '0101';
    if (!holder.genuine) return '0107';
    if (entries.some((entry) => names(entry, holder))) return '0103';
    if (holder.stay.generation < this.generation) return '0104';
    const isNewer = holder.stay.generation > this.generation;
    if (isNewer && holder.mode === 'join') return '0105';
    if (!isNewer && this.occupancy !== undefined && this.occupancy !== hex(holder.stay.occupancyId)) return '0104';
    return this.privacy ? '0202' : 'open';
  }

  opened(holder: Holder): void {
    this.generation = holder.stay.generation;
    this.occupancy = hex(holder.stay.occupancyId);
  }
}

function names(entry: RevocationEntry, holder: Holder): boolean {
  if (entry.keyHash && equalBytes(entry.keyHash, holder.keyHash)) return true;
  return entry.id !== undefined && equalBytes(entry.id, holder.stay.occupancyId);
}

/** One random day. */
export class Day {
  readonly corridor: TestCorridor;
  readonly model: Model = new Model();
  readonly holders: Holder[] = [];
  readonly lists: PublishedList[] = [];
  #generation = 0;
  #mailSeq = 0;

  constructor(corridor: TestCorridor) {
    this.corridor = corridor;
  }

  async run(step: Act): Promise<void> {
    this.corridor.time.advance(3_000);
    const holder = 'who' in step ? this.holders[step.who % Math.max(1, this.holders.length)] : undefined;
    switch (step.do) {
      case 'checkIn':
        return this.checkIn(step.companions);
      case 'tap':
        return holder && this.tap(holder);
      case 'tapCut':
        return holder && this.tapCut(holder, step.frame);
      case 'tapPowerCut':
        return holder && this.tapPowerCut(holder, step);
      case 'steal':
        return holder && this.steal(holder);
      case 'revoke':
        return holder && this.revoke(holder, step.byId, step.carrier);
      case 'renew':
        return holder && this.renew(holder);
      case 'wait':
        this.corridor.time.advance(step.hours * HOUR_MS);
        return;
      case 'privacy':
        this.model.privacy = step.on;
        return this.corridor.lock.setPrivacy(step.on);
      case 'powerLoss':
        if (!step.kept) this.model.clockKnown = false;
        return this.corridor.restart(step.kept);
      case 'bringTime':
        return this.bringTime();
      case 'raiseFloor':
        return this.raiseFloor();
    }
  }

  async checkIn(companions: number): Promise<void> {
    this.#generation += 1;
    const stay = { occupancyId: platformRandom(16), generation: this.#generation };
    for (let n = 0; n <= companions; n += 1) await this.hold(stay, n === 0 ? 'override' : 'join');
  }

  async hold(stay: TestStay, mode: 'override' | 'join'): Promise<void> {
    const { corridor } = this;
    const phone = await corridor.guest(stay, { mode, leaseMs: LEASE_MS });
    const validUntilMs = seconds(corridor.time.trueMs()) + LEASE_MS;
    const hash = await keyHash(phone.signer.point);
    this.holders.push({ phone, stay, mode, keyHash: hash, genuine: true, validUntilMs, listSignedMs: 0 });
  }

  async steal(victim: Holder): Promise<void> {
    const phone = await this.corridor.phone();
    phone.document = victim.phone.document;
    const hash = await keyHash(phone.signer.point);
    this.holders.push({ ...victim, phone, keyHash: hash, genuine: false, listSignedMs: 0 });
  }

  /** The list that the lock has once this phone was there. */
  listAfter(holder: Holder): PublishedList | undefined {
    const signedMs = Math.max(this.model.listSignedMs, holder.listSignedMs);
    return this.lists.find((list) => list.signedMs === signedMs);
  }

  async tap(holder: Holder): Promise<void> {
    const { corridor, model } = this;
    const list = this.listAfter(holder);
    const expected = model.expected(holder, corridor.time.trueMs(), list?.entries ?? []);
    const before = corridor.bolt.openings.length;
    const lastSeq = corridor.lock.status().journal.lastSeq;
    const attempt = await holder.phone.tryDoor(corridor.lock);
    expect(attempt.granted ? 'open' : attempt.reason).toBe(expected);
    expect(corridor.bolt.openings.length - before).toBe(expected === 'open' ? 1 : 0);
    expect(this.linesSince(lastSeq)).toBe(1);
    if (list) model.listSignedMs = list.signedMs;
    if (expected === 'open') model.opened(holder);
    this.check();
  }

  /** New journal entries but for the count of bad links, which rides along. */
  linesSince(seq: number): number {
    const { tail } = this.corridor.lock.status().journal;
    return tail.filter((entry) => entry.seq > seq && entry.event !== 'malformed-link').length;
  }

  async tapCut(holder: Holder, frame: number): Promise<void> {
    let session: LinkSession | undefined;
    const before = this.before(holder);
    await holder.phone.tryDoor(this.corridor.lock, {
      onLink: (link) => {
        session = link;
      },
      mangle: (_direction, bytes, index) => {
        if (index === frame) session?.lost();
        return index >= frame ? [] : [bytes];
      },
    });
    this.catchUp(holder, before);
  }

  async tapPowerCut(holder: Holder, step: Act & { readonly do: 'tapPowerCut' }): Promise<void> {
    const before = this.before(holder);
    this.corridor.storage.cutAfter(step.write, step.torn);
    await holder.phone.tryDoor(this.corridor.lock);
    await this.corridor.restart(step.kept);
    if (!step.kept) this.model.clockKnown = false;
    this.catchUp(holder, before);
  }

  before(holder: Holder): { readonly mayOpen: boolean; readonly openings: number } {
    const list = this.listAfter(holder);
    const expected = this.model.expected(holder, this.corridor.time.trueMs(), list?.entries ?? []);
    return { mayOpen: expected === 'open', openings: this.corridor.bolt.openings.length };
  }

  /** After an interrupted try the lock has the old state or the new one; the model takes over which. */
  catchUp(holder: Holder, before: { readonly mayOpen: boolean; readonly openings: number }): void {
    const status = this.corridor.lock.status();
    const opened = this.corridor.bolt.openings.length - before.openings;
    expect(opened).toBeLessThanOrEqual(before.mayOpen ? 1 : 0);
    expect([this.model.listSignedMs, Math.max(this.model.listSignedMs, holder.listSignedMs)]).toContain(
      status.revocationSignedMs,
    );
    this.model.listSignedMs = status.revocationSignedMs;
    const allowed = before.mayOpen ? [this.model.generation, holder.stay.generation] : [this.model.generation];
    expect(allowed).toContain(status.generation);
    const isStored = before.mayOpen && this.openedIsNewest();
    if (opened > 0) expect(isStored).toBe(true);
    if (isStored) this.model.opened(holder);
    this.check();
  }

  /** The newest entry but for those of a start says "opened". */
  openedIsNewest(): boolean {
    const { tail } = this.corridor.lock.status().journal;
    const last = tail
      .filter((entry) => entry.event !== 'start' && entry.event !== 'power-lost' && entry.event !== 'malformed-link')
      .at(-1);
    return last?.event === 'opened' && last.at >= seconds(this.corridor.time.trueMs() - 1_000);
  }

  async revoke(target: Holder, byId: boolean, carrier: 'gateway' | 'phone' | 'none'): Promise<void> {
    const { corridor, model } = this;
    const signedMs = seconds(corridor.time.trueMs());
    const entry = byId ? { id: target.stay.occupancyId } : { keyHash: target.keyHash };
    const entries = [...(this.lists.at(-1)?.entries ?? []), entry];
    const document = await corridor.hotel.revocations(signedMs, entries);
    this.lists.push({ signedMs, entries, document });
    if (carrier === 'phone') {
      const bearer = this.holders[entries.length % this.holders.length];
      if (bearer) {
        bearer.phone.revocation = document;
        bearer.listSignedMs = signedMs;
      }
    }
    if (carrier === 'gateway') {
      const mail = await this.mail({ kind: 'revocation', document }, signedMs);
      expect(await corridor.lock.applyMail(mailArray(mail))).toMatchObject([{ outcome: 'applied' }]);
      model.listSignedMs = signedMs;
    }
    this.check();
  }

  async renew(holder: Holder): Promise<void> {
    if (!holder.genuine) return;
    const { corridor } = this;
    holder.phone.document = await corridor.roomDocument(holder.phone, holder.stay, {
      mode: holder.mode,
      leaseMs: LEASE_MS,
    });
    holder.validUntilMs = seconds(corridor.time.trueMs()) + LEASE_MS;
  }

  async bringTime(): Promise<void> {
    const { corridor, model } = this;
    const at = corridor.time.trueMs();
    const body = { kind: 'time-answer', at, nonce: corridor.lock.timeNonce() } as const;
    await corridor.lock.applyMail(mailArray(await this.mail(body, at)));
    model.clockKnown = true;
  }

  async raiseFloor(): Promise<void> {
    const { corridor, model } = this;
    const floor = this.#generation;
    const body = { kind: 'generation-floor', lockId: corridor.door.lockId, generation: floor } as const;
    await corridor.lock.applyMail(mailArray(await this.mail(body, corridor.time.trueMs())));
    if (floor <= model.generation) return;
    model.generation = floor;
    model.occupancy = undefined;
  }

  /** Numbered by the day itself: equal days make equal mail. */
  mail(body: MailBody, at: number): Promise<Uint8Array> {
    this.#mailSeq += 1;
    return this.corridor.hotel.mail(body, { at, door: this.corridor.door, seq: this.#mailSeq });
  }

  check(): void {
    const status = this.corridor.lock.status();
    expect(status.phase).toBe('ready');
    expect(status.generation).toBe(this.model.generation);
    expect(status.revocationSignedMs).toBe(this.model.listSignedMs);
    expect(status.clock.known).toBe(this.model.clockKnown);
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
