// Opens a door: finds it, tries at most four links, keeps what it sent back, and says how it ended.
import {
  fromHex,
  hex,
  type LockInfo,
  layOutMailbox,
  lockIdOf,
  parseInfo,
  STATE,
  signerFromKeyPair,
  takeReturnedPage,
} from '@nightlatch/aliro';
import { candidateFor, type DoorCandidate, listCandidates, rankAdverts } from './choose-door.ts';
import { type DoorDiagnosis, diagnoseMissing, diagnoseRefusal, diagnoseTrouble, renewalMayHelp } from './diagnosis.ts';
import { runDoorSession, type SessionOutcome } from './door-session.ts';
import { newestFirst } from './newest-first.ts';
import type { TimeRequest } from './phone.ts';
import { put } from './plan-wallet.ts';
import {
  type Advert,
  type Clock,
  type FrameLink,
  type PhoneStore,
  type Radio,
  RadioError,
  type ScanWish,
} from './ports.ts';
import type { LocationRecord, PageRecord } from './records.ts';
import { ACT_COUNTS_MS, createSessionPorts } from './session-ports.ts';
import type { UnlockCost, UnlockedDoor, UnlockOptions, UnlockResult, UnlockSplit } from './unlock-types.ts';

/** What unlocking needs. */
export interface UnlockParts {
  readonly store: PhoneStore;
  readonly radio: Radio;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  readonly askTime?: (request: TimeRequest) => Promise<Uint8Array | undefined>;
}

/** First link and three retries (docs/protocol §6.4). */
const LINKS_AT_MOST = 4;
const SCANS_AT_MOST = 3;
const SCAN_PAUSE_MS = 400;
const TIME_ANSWER_MS = 2000;
/** Journal pages a phone keeps (docs/protocol §7.12). */
const PAGES_AT_MOST = 16;

/** Opens a door; see `Phone.unlock`. Never rejects for what a door or radio does. */
export async function unlockDoor(parts: UnlockParts, options: UnlockOptions): Promise<UnlockResult> {
  const pressedAt = options.actedAt ?? parts.clock.now();
  const held = await parts.store.all('credentials');
  const candidates = listCandidates(held, options);
  if (candidates.length === 0)
    return failed(
      await missing(parts.store, options),
      'no credential for it',
      costFrom(parts.clock, pressedAt)(0),
      true,
    );
  try {
    options.onProgress?.({ step: 'searching' });
    const adverts = await findAdverts(parts, candidates, options, pressedAt);
    const [first] = adverts;
    if (!first) return failed('too_far', 'no such door in range', costFrom(parts.clock, pressedAt)(0));
    // A door picked in the system's own list is an act of its own: it counts from there, and any door of the key will do.
    const actedAt = Math.max(pressedAt, first.chosenAt ?? 0);
    const wanted = first.chosenAt === undefined ? candidates : listCandidates(held, withoutDoor(options));
    const cost = costFrom(parts.clock, actedAt, parts.clock.now() - actedAt);
    return await tryAdverts(
      parts,
      { candidates: wanted, all: listCandidates(held, {}) },
      adverts,
      options,
      actedAt,
      cost,
    );
  } catch (error) {
    if (!(error instanceof RadioError)) throw error;
    const cost = costFrom(parts.clock, pressedAt)(0);
    if (error.code !== 'no_door_chosen') return failed(error.code, error.message, cost);
    return { ...failed('too_far', error.message, cost), noDoorChosen: true };
  }
}

/** The doors to try, and those of every other key to name a door by. */
interface Doors {
  readonly candidates: readonly DoorCandidate[];
  readonly all: readonly DoorCandidate[];
}

type CostOf = (attempts: number, outcome?: SessionOutcome, connectMs?: number) => UnlockCost;

function costFrom(clock: Clock, actedAt: number, findMs = clock.now() - actedAt): CostOf {
  return (attempts, outcome, connectMs = 0) => {
    const split: UnlockSplit = { findMs, connectMs, ...(outcome?.split ?? { doorMs: 0, ownMs: 0 }) };
    const ms = (outcome?.kind === 'decided' ? outcome.decidedAt : clock.now()) - actedAt;
    return { attempts, ms, commands: outcome?.commands ?? 0, actedAt, split };
  };
}

function withoutDoor({ keyId }: UnlockOptions): UnlockOptions {
  return keyId === undefined ? {} : { keyId };
}

async function tryAdverts(
  parts: UnlockParts,
  doors: Doors,
  adverts: readonly Advert[],
  options: UnlockOptions,
  actedAt: number,
  cost: CostOf,
): Promise<UnlockResult> {
  const { candidates } = doors;
  let foreign: Extract<Attempt, { kind: 'foreign' }> | undefined;
  for (const advert of adverts) {
    const known = knownCandidate(advert, candidates);
    let last: Attempt = { kind: 'unreached', detail: 'not tried' };
    let attempts = 0;
    for (let attempt = 1; attempt <= LINKS_AT_MOST; attempt += 1) {
      attempts = attempt;
      options.onProgress?.({ step: 'connecting', door: known?.door.name ?? '', attempt });
      last = await attemptOnce(parts, doors, advert, options, actedAt);
      if (last.kind === 'session' && last.outcome.kind === 'decided')
        return decided(last, cost(attempt, last.outcome, last.connectMs));
      if (last.kind === 'foreign') break;
      if (last.kind === 'session' && last.outcome.kind === 'broken') {
        if (last.outcome.trouble === 'version' || last.outcome.trouble === 'stale_act') break;
        if (attempt < LINKS_AT_MOST) await pause(parts.clock, last.outcome.retryAfterMs);
      }
      if (parts.clock.now() - actedAt > ACT_COUNTS_MS) break; // AUTH1 would not be answered any more
    }
    if (last.kind === 'foreign') foreign = last;
    else return broken(last, known, attempts, cost);
  }
  const result = failed(foreign ? 'wrong_door' : 'too_far', 'no door here is one of this key', cost(0));
  return foreign?.other ? { ...result, otherDoor: doorOf(foreign.other) } : result;
}

/** One link. */
type Attempt =
  | { readonly kind: 'unreached'; readonly detail: string }
  /** `other`: it is a door of another key of this phone. */
  | { readonly kind: 'foreign'; readonly other?: DoorCandidate }
  | {
      readonly kind: 'session';
      readonly candidate: DoorCandidate;
      readonly outcome: SessionOutcome;
      readonly connectMs: number;
    };

async function attemptOnce(
  parts: UnlockParts,
  doors: Doors,
  advert: Advert,
  options: UnlockOptions,
  actedAt: number,
): Promise<Attempt> {
  const from = parts.clock.now();
  let link: FrameLink;
  try {
    link = await parts.radio.connect(advert);
  } catch (error) {
    if (error instanceof RadioError && error.code !== 'too_far') throw error;
    return { kind: 'unreached', detail: error instanceof Error ? error.message : 'no link' };
  }
  const info = parseInfo(link.info);
  const candidate = info.ok ? candidateFor(doors.candidates, info.value.readerIdentifier) : undefined;
  const location = candidate && (await parts.store.get('locations', candidate.credential.locationId));
  if (!info.ok || !candidate || !location || location.readerIssuerPoints.length === 0) {
    link.close(info.ok ? STATE.end : STATE.version);
    const other = info.ok ? candidateFor(doors.all, info.value.readerIdentifier) : undefined;
    return { kind: 'foreign', ...(other && { other }) };
  }
  const connectMs = parts.clock.now() - from;
  options.onProgress?.({ step: 'proving', door: candidate.door.name });
  return openLink(parts, link, info.value, candidate, location, options, actedAt, connectMs);
}

async function openLink(
  parts: UnlockParts,
  link: FrameLink,
  info: LockInfo,
  candidate: DoorCandidate,
  location: LocationRecord,
  options: UnlockOptions,
  actedAt: number,
  connectMs: number,
): Promise<Attempt> {
  const doorKey = await parts.store.get('doorKeys', candidate.credential.doorKeyId);
  if (!doorKey) {
    link.close(STATE.end);
    return { kind: 'foreign' };
  }
  const lockId = lockIdOf(info.readerIdentifier);
  const time = info.timeNonce && (await askTime(parts, location.id, hex(lockId), hex(info.timeNonce)));
  const carried = (await parts.store.get('mail', hex(lockId)))?.items ?? [];
  const items = time ? [time, ...carried.slice(0, 7)] : carried;
  const pageRoom = hasRoomFor(candidate.door.readerIdentifier, await parts.store.all('pages'));
  const { bytes: mailbox, placed } = layOutMailbox({ lockId, items, takesJournalPage: pageRoom });
  const outcome = await runDoorSession({
    link,
    clock: parts.clock,
    random: parts.random,
    ports: createSessionPorts({
      store: parts.store,
      clock: parts.clock,
      candidate,
      location,
      signer: await signerFromKeyPair(doorKey.keyPair, fromHex(doorKey.id)),
      mailbox,
      mailPresent: placed > 0 || pageRoom,
      actedAt,
    }),
    onDecided: (opened) => options.onProgress?.({ step: 'decided', door: candidate.door.name, opened }),
  });
  if (pageRoom) await keepPage(parts, mailbox, candidate.door.readerIdentifier);
  return { kind: 'session', candidate, outcome, connectMs };
}

async function askTime(
  parts: UnlockParts,
  locationId: string,
  lockId: string,
  nonce: string,
): Promise<Uint8Array | undefined> {
  if (!parts.askTime) return undefined;
  const answer = parts.askTime({ locationId, lockId, nonce }).catch(() => undefined);
  let cancel: () => void = () => undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = parts.clock.setTimer(TIME_ANSWER_MS, () => resolve(undefined));
  });
  const first = await Promise.race([answer, late]);
  cancel();
  return first;
}

/** One page of each door at a time: until it is uploaded and receipted the lock would only give the same again. */
function hasRoomFor(readerIdentifier: string, held: readonly PageRecord[]): boolean {
  return held.length < PAGES_AT_MOST && !held.some((page) => page.readerIdentifier === readerIdentifier);
}

async function keepPage(parts: UnlockParts, mailbox: Uint8Array, readerIdentifier: string): Promise<void> {
  const page = takeReturnedPage(mailbox);
  if (page === null) return;
  const record = { id: hex(parts.random(16)), readerIdentifier, page, takenAt: parts.clock.now() };
  await parts.store.write([put('pages', record)]);
}

async function findAdverts(
  parts: UnlockParts,
  candidates: readonly DoorCandidate[],
  options: UnlockOptions,
  actedAt: number,
): Promise<Advert[]> {
  const wish: ScanWish = {
    readerIdentifiers: [...new Set(candidates.map(({ door }) => door.readerIdentifier))],
    locationIds: [...new Set(candidates.map(({ credential }) => credential.locationId))],
  };
  for (let scan = 1; ; scan += 1) {
    const heard = await parts.radio.scan(options.advertId === undefined ? wish : undefined);
    const ranked = rankAdverts(heard, candidates, options.advertId);
    if (ranked.length > 0 || scan === SCANS_AT_MOST || parts.clock.now() - actedAt > ACT_COUNTS_MS) return ranked;
    await pause(parts.clock, SCAN_PAUSE_MS);
  }
}

function knownCandidate(advert: Advert, candidates: readonly DoorCandidate[]): DoorCandidate | undefined {
  const info = advert.info && parseInfo(advert.info);
  return info?.ok ? candidateFor(candidates, info.value.readerIdentifier) : undefined;
}

async function missing(store: PhoneStore, options: UnlockOptions): Promise<DoorDiagnosis> {
  const keys = (await store.all('keys')).toSorted(newestFirst);
  const key = options.keyId === undefined ? keys[0] : keys.find(({ id }) => id === options.keyId);
  const others = (await store.all('credentials')).some(({ keyId }) => keyId === key?.id);
  return others ? 'wrong_door' : diagnoseMissing(key?.state, key?.endReason);
}

function decided(attempt: Extract<Attempt, { kind: 'session' }>, cost: UnlockCost): UnlockResult {
  const { outcome } = attempt;
  const door = doorOf(attempt.candidate);
  if (outcome.kind === 'broken') return failed(diagnoseTrouble(outcome.trouble), outcome.detail, cost, false, door);
  const status = outcome.status !== undefined && { status: outcome.status };
  if (outcome.opened) return { kind: 'opened', door, cost, ...status };
  return {
    kind: 'refused',
    door,
    diagnosis: diagnoseRefusal(outcome.reason, outcome.status),
    renew: renewalMayHelp(outcome.reason),
    cost,
    ...status,
    ...(outcome.reason !== undefined && { reason: outcome.reason }),
  };
}

function broken(attempt: Attempt, known: DoorCandidate | undefined, attempts: number, cost: CostOf): UnlockResult {
  if (attempt.kind === 'session') return decided(attempt, cost(attempts, attempt.outcome, attempt.connectMs));
  const detail = attempt.kind === 'unreached' ? attempt.detail : 'another door';
  return failed('too_far', detail, cost(attempts), false, known && doorOf(known));
}

function doorOf({ door, credential }: DoorCandidate): UnlockedDoor {
  const { doorId, name, kind, readerIdentifier } = door;
  return { doorId, name, kind, readerIdentifier, keyId: credential.keyId, credentialId: credential.id };
}

function failed(
  diagnosis: DoorDiagnosis,
  detail: string,
  cost: UnlockCost,
  renew = false,
  door?: UnlockedDoor,
): Extract<UnlockResult, { kind: 'failed' }> {
  return { kind: 'failed', diagnosis, detail, renew, cost, ...(door && { door }) };
}

function pause(clock: Clock, ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.setTimer(ms, resolve);
  });
}
