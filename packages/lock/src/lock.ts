// The lock put together: its local interface and its radio side over one core.
import {
  encodeInfo,
  exportPrivateKey,
  generateSigner,
  kid,
  lockIdOf,
  readCommissioningRecord,
  STATE,
  signerFrom,
} from '@nightlatch/aliro';
import { type Anchor, isCompleteAnchorSet } from './anchors.ts';
import { BackOff } from './backoff.ts';
import { forgetClock, NONCE_UNCERTAINTY_MS, setClock } from './clock.ts';
import { changeConfiguration, DEFAULT_CONFIGURATION } from './configuration.ts';
import { appendJournal, journalHead, newestEntries } from './journal-memory.ts';
import { LockCore } from './lock-core.ts';
import { LockMemory } from './lock-memory.ts';
import { FACTORY_STATE, type LockKeyMemory, type LockState } from './lock-state.ts';
import type {
  BatteryLevel,
  CommissionRefusal,
  CommissionResult,
  Lock,
  LockOptions,
  LockPhase,
  LockStatus,
  MailResult,
} from './lock-types.ts';
import type { LinkPort, LinkSession } from './ports.ts';
import { RadioLink } from './radio-link.ts';
import { revocationSignedMs } from './revocation-memory.ts';
import { sealNextPage } from './seal-page.ts';
import { MailTaker } from './take-mail.ts';
import { runTransaction } from './transaction.ts';

/** One silent phone can't block the door; a third link pushes out the oldest that has not passed AUTH1. */
const MAX_LINKS = 2;
const PUSHED_OUT_WAIT_TENTHS = 5;
const MAX_FRAME_BYTES = 4100;
const LOCAL_CHUNK_BYTES = 512;
const STATUS_TAIL = 20;
/** How long a commissioning record may have travelled from the server to the lock. */
const COMMISSIONING_UNCERTAINTY_MS = 5 * 60_000;
const UNKNOWN_READER = new Uint8Array(32);

/** Makes a lock from its ports; reads its memory first and journals the start. Rejects when the storage fails. */
export async function createLock(options: LockOptions): Promise<Lock> {
  const memory = new LockMemory(options.storage);
  const loaded = await memory.load();
  const core = new LockCore(options, memory, loaded.state);
  const { lockKey } = loaded.state;
  if (lockKey) core.signer = await signerFrom({ pkcs8: lockKey.pkcs8 });
  if (loaded.kind === 'valid') await journalStart(core);
  return new LockBrain(core, loaded.kind === 'damaged');
}

/** A counter that was not kept, or that fell, leaves the clock unknown (docs/protocol §7.6.2). */
async function journalStart(core: LockCore): Promise<void> {
  const { state } = core;
  const isKept = core.options.clock.keptOverPowerLoss && core.counterMs >= state.counterMs;
  const next = isKept ? state : { ...state, clock: forgetClock(state.clock) };
  const start = { event: 'start', reason: 0 } as const;
  await (isKept ? core.commit(next, start) : core.commit(next, { event: 'power-lost', reason: 0 }, start));
}

class LockBrain implements Lock {
  readonly #core: LockCore;
  readonly #mail: MailTaker;
  readonly #backOff: BackOff = new BackOff();
  #links: RadioLink[] = [];
  #damaged: boolean;

  constructor(core: LockCore, damaged: boolean) {
    this.#core = core;
    this.#mail = new MailTaker(core);
    this.#damaged = damaged;
  }

  factoryPoint(): Promise<Uint8Array> {
    return this.#core.exclusive(async () => {
      const { lockKey } = this.#core.state;
      if (lockKey) return lockKey.point;
      const made = await this.#makeKey();
      await this.#replaceAll({ ...FACTORY_STATE, journal: this.#core.state.journal, lockKey: made });
      return made.point;
    });
  }

  commission(record: Uint8Array, rootFingerprint16: Uint8Array): Promise<CommissionResult> {
    return this.#core.exclusive(async () => {
      const { state } = this.#core;
      if (state.identity) return refuseCommission('already_commissioned');
      if (!state.lockKey) return refuseCommission('no_lock_key');
      const { point } = state.lockKey;
      const read = await readCommissioningRecord({ record, rootFingerprint: rootFingerprint16, lockPoint: point });
      if (!read.ok) return refuseCommission(read.error.code === 'other-lock' ? 'other_lock' : read.error.code);
      const { anchors: given, configuration, readerIdentifier, certificate, readerIssuerPoint, at } = read.value;
      const anchors: Anchor[] = await Promise.all(given.map(async (a) => ({ ...a, kid: await kid(a.point) })));
      if (!isCompleteAnchorSet(anchors) || !configuration.door) return refuseCommission('incomplete');
      const next: LockState = {
        ...FACTORY_STATE,
        lockKey: state.lockKey,
        identity: { readerIdentifier, certificate, readerIssuerPoint },
        anchors,
        configuration: changeConfiguration(DEFAULT_CONFIGURATION, configuration),
        clock: setClock({ timeFloorMs: at }, this.#core.counterMs, at, COMMISSIONING_UNCERTAINTY_MS),
        privacy: state.privacy,
        journal: state.journal,
      };
      try {
        await this.#core.commit(next, { event: 'clock-set', reason: 0 });
        return { ok: true };
      } catch {
        return refuseCommission('storage');
      }
    });
  }

  applyMail(mailArray: Uint8Array): Promise<MailResult[]> {
    return this.#core.exclusive(() => this.#mail.take(mailArray));
  }

  takeJournalPage(options: { readonly afterSeq?: number } = {}): Promise<Uint8Array | undefined> {
    return this.#core.exclusive(() => sealNextPage(this.#core, options));
  }

  timeNonce(): Uint8Array {
    return this.#core.nonces.current(this.#core.counterMs);
  }

  setPrivacy(on: boolean): Promise<void> {
    return this.#core.exclusive(async () => {
      const { state } = this.#core;
      if (state.privacy === on) return;
      await this.#core.commit({ ...state, privacy: on }, { event: on ? 'privacy-on' : 'privacy-off', reason: 0 });
    });
  }

  setBattery(level: BatteryLevel): void {
    this.#core.battery = level;
    this.#core.changed();
  }

  setHardwareFault(fault: boolean): void {
    this.#core.hardwareFault = fault;
    this.#core.changed();
  }

  async reset(): Promise<void> {
    for (const link of this.#links) link.abort(STATE.other);
    await this.#core.exclusive(async () => {
      const line = this.#core.completeLine({ event: 'reset', reason: 0 });
      this.#core.signer = undefined;
      await this.#replaceAll({ ...FACTORY_STATE, journal: await appendJournal(FACTORY_STATE.journal, line) });
    });
  }

  status(): LockStatus {
    const { state, battery, hardwareFault } = this.#core;
    const { identity, configuration, journal } = state;
    return {
      phase: this.#phase(),
      ...(identity && {
        readerIdentifier: identity.readerIdentifier,
        lockId: lockIdOf(identity.readerIdentifier),
        element: configuration.element,
        doorKind: configuration.kind,
      }),
      generation: state.generation.value,
      clock: this.#core.clock(),
      timeFloorMs: state.clock.timeFloorMs,
      battery,
      hardwareFault,
      privacy: state.privacy,
      revocationEntries: state.revocations.entries.length,
      revocationSignedMs: revocationSignedMs(state.revocations, configuration.revocationElement),
      overflowFloorMs: state.revocations.overflowFloorMs,
      cachedDocuments: state.cache.length,
      openLinks: this.#links.length,
      anchors: state.anchors.map((anchor) => ({ class: anchor.class, epoch: anchor.epoch })),
      journal: {
        firstSeq: journal.before.seq + 1,
        lastSeq: journalHead(journal).seq,
        receiptedSeq: journal.receiptedSeq,
        lost: journal.lost,
        tail: newestEntries(journal, STATUS_TAIL),
      },
    };
  }

  info(chunkBytes: number): Uint8Array {
    const { identity, configuration } = this.#core.state;
    const clock = this.#core.clock();
    const needsTime = !clock.known || clock.uncertaintyMs > NONCE_UNCERTAINTY_MS || this.#core.clockDoubted;
    return encodeInfo({
      fast: configuration.fast,
      stepUp: true,
      mailbox: true,
      readerIdentifier: identity?.readerIdentifier ?? UNKNOWN_READER,
      versions: [0x0100],
      maxFrame: MAX_FRAME_BYTES,
      chunkSize: chunkBytes,
      timeNonce: needsTime ? this.timeNonce() : null,
    });
  }

  acceptLink(port: LinkPort): LinkSession {
    return new RadioLink({
      port,
      timers: this.#core.options.timers,
      clock: this.#core.options.clock,
      run: (self) => this.#runLink(self),
      onFinished: (self) => this.#forget(self),
    });
  }

  async stop(): Promise<void> {
    for (const link of this.#links) link.abort(STATE.other);
    await Promise.all(this.#links.map((link) => link.finished));
    await this.#core.exclusive(() => this.#core.reportBadLinks());
  }

  async #runLink(link: RadioLink): Promise<void> {
    if (this.#phase() !== 'ready') return link.abort(STATE.other);
    const waitMs = this.#backOff.waitMs(this.#core.counterMs, link.port.peer);
    if (waitMs > 0) return link.abort(STATE.overloaded, Math.ceil(waitMs / 100));
    if (!this.#makeRoom(link.port.peer)) return link.abort(STATE.overloaded, PUSHED_OUT_WAIT_TENTHS);
    this.#links.push(link);
    this.#core.changed();
    try {
      if (link.port.kind === 'websocket' || link.port.kind === 'memory') link.sendInfo(this.info(LOCAL_CHUNK_BYTES));
      await runTransaction(link, { core: this.#core, mail: this.#mail });
    } finally {
      if (!link.authenticated) this.#countBadLink(link);
    }
  }

  #countBadLink(link: RadioLink): void {
    this.#backOff.linkFailed(this.#core.counterMs, link.port.peer);
    if (!link.journaled) this.#core.countBadLink();
  }

  /** False when both links are in the middle of an opening. Who connects again gives up his own link, nobody else's. */
  #makeRoom(peer: string | undefined): boolean {
    const open = this.#links.filter((link) => !link.over);
    const own = peer === undefined ? undefined : open.find((link) => link.port.peer === peer && !link.authenticated);
    if (own) {
      own.abort(STATE.overloaded, PUSHED_OUT_WAIT_TENTHS);
      return true;
    }
    if (open.length < MAX_LINKS) return true;
    const oldest = open.find((link) => !link.authenticated);
    oldest?.abort(STATE.overloaded, PUSHED_OUT_WAIT_TENTHS);
    return oldest !== undefined;
  }

  #forget(link: RadioLink): void {
    this.#links = this.#links.filter((other) => other !== link);
    this.#core.changed();
  }

  #phase(): LockPhase {
    if (this.#damaged) return 'damaged';
    return this.#core.state.identity ? 'ready' : 'factory';
  }

  async #makeKey(): Promise<LockKeyMemory> {
    const made = await generateSigner({ extractable: true });
    const { pkcs8 } = await exportPrivateKey(made.keyPair);
    this.#core.signer = await signerFrom({ pkcs8 });
    return { pkcs8, point: made.point };
  }

  async #replaceAll(next: LockState): Promise<void> {
    await this.#core.erase(next);
    this.#damaged = false;
  }
}

function refuseCommission(code: CommissionRefusal): CommissionResult {
  return { ok: false, code };
}
