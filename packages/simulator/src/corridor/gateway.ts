// The location's gateway: carries mail from the server to the locks and sealed journal pages back. It asks nobody whether to open.
import { base64url, encodeMailList, fromBase64url, hex, readMail } from '@nightlatch/aliro';
import { ApiProblem, type Client, type LiveEvent, openLiveStream } from '@nightlatch/api';
import type { Lock, LockStatus } from '@nightlatch/lock';
import type { SetTimer } from '../radio/air.ts';

/** What the gateway needs. */
export interface GatewayOptions {
  readonly client: Client;
  readonly locationId: string;
  /** Commissioned locks that have power. */
  readonly locks: () => readonly Lock[];
  readonly setTimer: SetTimer;
  readonly onState: (connected: boolean) => void;
  readonly log?: (line: string) => void;
}

/** A running gateway. */
export interface Gateway {
  /** A lock has changed: it may have entries to send. */
  changed(lock: Lock): void;
  readonly connected: boolean;
  close(): void;
}

const TEND_EVERY_MS = 5000;
const MAIL_BYTES_AT_ONCE = 4000;
const MAIL_ITEMS_AT_ONCE = 8;
const CLOCK_DOUBT_MS = 15 * 60_000;
const RECEIPT_MAIL_TYPE = 7;

/** Starts the gateway; it reconnects by itself and works on whatever the server can be told later. */
export function createGateway(options: GatewayOptions): Gateway {
  const { client, locationId } = options;
  const given = new Map<string, Set<string>>();
  /** Mail that its lock has not taken yet: the stream brings each item once. */
  const waiting = new Map<string, readonly string[]>();
  const posted = new Map<string, string>();
  const reported = new Map<string, string>();
  const busy = new Map<string, Promise<void>>();
  let connected = false;
  let closed = false;
  let cancelTend: () => void = () => undefined;

  const stream = openLiveStream({
    client,
    operation: 'streamLockMail',
    params: { locationId },
    onEvent: (event) => take(event),
    onState: (state) => {
      // A new stream begins with all that waits.
      if (state === 'open') waiting.clear();
      setConnected(state === 'open');
    },
    onRefused: (problem) => {
      setConnected(false);
      options.log?.(`gateway refused: ${problem.message}`);
    },
  });
  tend();

  function setConnected(now: boolean): void {
    connected = now;
    options.onState(now);
    if (now) for (const lock of options.locks()) work(lock);
  }

  function tend(): void {
    if (closed) return;
    if (connected) for (const lock of options.locks()) work(lock);
    cancelTend = options.setTimer(TEND_EVERY_MS, tend);
  }

  function take(event: LiveEvent): void {
    if (event.event !== 'mail') return;
    for (const { lockId, items } of readMailList(event.data)) {
      waiting.set(lockId, [...(waiting.get(lockId) ?? []), ...items]);
      const lock = options.locks().find((one) => idOf(one) === lockId);
      if (lock) work(lock);
    }
  }

  /** One thing at a time per lock. */
  function inTurn(lockId: string, job: () => Promise<void>): Promise<void> {
    const next = (busy.get(lockId) ?? Promise.resolve()).then(job).catch((error: unknown) => {
      if (!closed) options.log?.(`gateway, lock ${lockId}: ${error instanceof Error ? error.message : 'failed'}`);
    });
    busy.set(lockId, next);
    return next;
  }

  /** Items already handed over, and receipts that the lock has, are not given again: the lock would journal them as old. */
  async function hand(lock: Lock, lockId: string): Promise<void> {
    const seen = given.get(lockId) ?? new Set<string>();
    given.set(lockId, seen);
    const { receiptedSeq } = lock.status().journal;
    const fresh = (waiting.get(lockId) ?? []).filter((item) => !seen.has(item) && !isOldReceipt(item, receiptedSeq));
    waiting.set(lockId, fresh);
    for (const batch of inBatches(fresh)) {
      const bytes = batch.map((item) => fromBase64url(item)).filter((item) => item !== null);
      await lock.applyMail(encodeMailList(bytes));
      for (const item of batch) seen.add(item);
      waiting.set(
        lockId,
        (waiting.get(lockId) ?? []).filter((item) => !seen.has(item)),
      );
    }
  }

  function work(lock: Lock): void {
    const lockId = idOf(lock);
    if (lockId === undefined || closed) return;
    if (waiting.get(lockId)?.length) void inTurn(lockId, () => hand(lock, lockId));
    void inTurn(lockId, async () => {
      await sendPage(lock, lockId);
      await healClock(lock, lockId);
      await report(lock, lockId);
    });
  }

  async function sendPage(lock: Lock, lockId: string): Promise<void> {
    const { journal } = lock.status();
    const state = `${journal.lastSeq}/${journal.receiptedSeq}`;
    if (!connected || !hasNews(journal) || posted.get(lockId) === state) return;
    const page = await lock.takeJournalPage();
    if (!page) return;
    const answer = await client.call('postGatewayJournalPages', {
      params: { locationId },
      body: { pages: [base64url(page)] },
    });
    posted.set(lockId, state);
    const [result] = answer.results;
    if (result && !result.ok) options.log?.(`gateway, lock ${lockId}: journal page not taken (${result.code ?? ''})`);
  }

  async function healClock(lock: Lock, lockId: string): Promise<void> {
    const { clock } = lock.status();
    if (!connected || (clock.known && clock.uncertaintyMs <= CLOCK_DOUBT_MS)) return;
    try {
      const { item } = await client.call('answerGatewayLockTime', {
        params: { locationId },
        body: { lockId, nonce: hex(lock.timeNonce()) },
      });
      const bytes = fromBase64url(item);
      if (bytes) await lock.applyMail(encodeMailList([bytes]));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status !== 429) throw error;
    }
  }

  /** What the lock tells at its local interface and never by radio; told again only when it changed. */
  async function report(lock: Lock, lockId: string): Promise<void> {
    const { battery, clock, hardwareFault } = lock.status();
    const body = { reports: [{ lockId, battery, clockKnown: clock.known, hardwareFault }] };
    const told = JSON.stringify(body);
    if (!connected || reported.get(lockId) === told) return;
    await client.call('postGatewayLockReports', { params: { locationId }, body });
    reported.set(lockId, told);
  }

  return {
    changed: work,
    get connected() {
      return connected;
    },
    close: () => {
      closed = true;
      connected = false;
      cancelTend();
      stream.close();
    },
  };
}

/** Entries worth a page: anything but the receipts themselves, which would be receipted for ever. */
export function hasNews(journal: LockStatus['journal']): boolean {
  const waiting = journal.lastSeq - journal.receiptedSeq;
  if (waiting <= 0) return false;
  const fresh = journal.tail.filter((entry) => entry.seq > journal.receiptedSeq);
  if (fresh.length < waiting) return true;
  return fresh.some((entry) => entry.event !== 'mail-applied' || entry.reason !== RECEIPT_MAIL_TYPE);
}

/** True for a journal receipt up to an entry that the lock knows to be receipted. */
export function isOldReceipt(item: string, receiptedSeq: number): boolean {
  const bytes = fromBase64url(item);
  const mail = bytes && readMail(bytes);
  return mail?.ok === true && mail.value.body.kind === 'journal-receipt' && mail.value.body.last <= receiptedSeq;
}

function inBatches(items: readonly string[]): string[][] {
  const batches: string[][] = [];
  let size = 0;
  for (const item of items) {
    const length = Math.ceil((item.length * 3) / 4) + 3;
    const last = batches.at(-1);
    if (last && last.length < MAIL_ITEMS_AT_ONCE && size + length <= MAIL_BYTES_AT_ONCE) {
      last.push(item);
      size += length;
    } else {
      batches.push([item]);
      size = length;
    }
  }
  return batches;
}

/** `LockMailList` from the wire; what does not look like mail is skipped, the locks judge the rest. */
function readMailList(data: unknown): { lockId: string; items: string[] }[] {
  if (typeof data !== 'object' || data === null || !('locks' in data) || !Array.isArray(data.locks)) return [];
  return data.locks.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { lockId, items }: { lockId?: unknown; items?: unknown } = entry;
    if (typeof lockId !== 'string' || !Array.isArray(items)) return [];
    return [{ lockId, items: items.filter((item) => typeof item === 'string') }];
  });
}

function idOf(lock: Lock): string | undefined {
  const { lockId } = lock.status();
  return lockId && hex(lockId);
}
