// What the corridor's page shows of one door: everything the lock lets a screen see, in words. Pure.
import { hex, type JournalEntry } from '@nightlatch/aliro';
import type { BatteryLevel, LockStatus } from '@nightlatch/lock';

/** A door of the corridor, as the server's door list names it. */
export interface DoorPlan {
  readonly doorId: string;
  /** As a guest reads it: `Room 204`, `Gym`. */
  readonly name: string;
  readonly kind: 'room' | 'common' | 'connecting';
}

/** The lamp on the door. */
export type Lamp = 'dark' | 'setup' | 'ready' | 'open' | 'refused';

/** One line of the journal. */
export interface JournalLine {
  readonly seq: number;
  /** UTC ms by the lock's clock; null when it did not know the time. */
  readonly at: number | null;
  readonly text: string;
  /** Four hex digits for openings and refusals, else null. */
  readonly reason: string | null;
}

/** One tile. */
export interface DoorView extends DoorPlan {
  readonly lockId: string | null;
  readonly phase: 'factory' | 'ready' | 'damaged' | 'off';
  readonly lamp: Lamp;
  readonly generation: number;
  readonly clock: { readonly known: boolean; readonly now: number } | null;
  readonly battery: BatteryLevel;
  readonly privacy: boolean;
  readonly revocationEntries: number;
  readonly last: JournalLine | null;
  readonly journal: readonly JournalLine[];
  /** Entries that the server has not receipted yet. */
  readonly waiting: number;
  /** Why the door is not commissioned, in a sentence; null when all is well. */
  readonly problem: string | null;
}

/** What the view is made from. */
export interface DoorViewParts {
  readonly plan: DoorPlan;
  /** Absent while the power is cut. */
  readonly status?: LockStatus;
  readonly boltOpen: boolean;
  /** Journal number of a refusal whose red lamp is still on. */
  readonly refusedSeq?: number;
  readonly problem: string | null;
}

/** Builds a tile. */
export function viewDoor(parts: DoorViewParts): DoorView {
  const { plan, status, problem } = parts;
  if (!status)
    return {
      ...plan,
      lockId: null,
      phase: 'off',
      lamp: 'dark',
      generation: 0,
      clock: null,
      battery: 'ok',
      privacy: false,
      revocationEntries: 0,
      last: null,
      journal: [],
      waiting: 0,
      problem,
    };
  const lines = status.journal.tail.map(toLine);
  const lastTry = status.journal.tail.findLast((entry) => entry.event === 'opened' || entry.event === 'refused');
  return {
    ...plan,
    lockId: status.lockId ? hex(status.lockId) : null,
    phase: status.phase,
    lamp: lampOf(parts, status),
    generation: status.generation,
    clock: { known: status.clock.known, now: status.clock.nowMs },
    battery: status.battery,
    privacy: status.privacy,
    revocationEntries: status.revocationEntries,
    last: lastTry ? toLine(lastTry) : null,
    journal: lines.toReversed(),
    waiting: Math.max(0, status.journal.lastSeq - status.journal.receiptedSeq),
    problem,
  };
}

function lampOf(parts: DoorViewParts, status: LockStatus): Lamp {
  if (parts.refusedSeq !== undefined) return 'refused'; // cleared by the next opening, so it is the newer news
  if (parts.boltOpen) return 'open';
  return status.phase === 'ready' ? 'ready' : 'setup';
}

function toLine(entry: JournalEntry): JournalLine {
  const isTry = entry.event === 'opened' || entry.event === 'refused';
  return {
    seq: entry.seq,
    at: entry.clockUnknown ? null : entry.at,
    text: sentenceOf(entry),
    reason: isTry ? entry.reason.toString(16).padStart(4, '0') : null,
  };
}

/** The sentences of docs/protocol §7.14, for whoever watches the corridor. */
const REASON_SENTENCES: ReadonlyMap<number, string> = new Map([
  [0x0101, 'the key’s lease has ended; the phone must go online once'],
  [0x0102, 'the key is not valid yet'],
  [0x0103, 'the key was revoked'],
  [0x0104, 'a newer guest’s key has opened this room'],
  [0x0105, 'the primary guest must open first'],
  [0x0106, 'the key is older than the lock’s list; the phone must renew it'],
  [0x0107, 'the key belongs to another phone'],
  [0x0108, 'the key was not signed by this hotel'],
  [0x0109, 'the key’s content is not acceptable'],
  [0x0201, 'the key is for another door'],
  [0x0202, 'privacy is on: someone inside turned the thumb-turn'],
  [0x0203, 'outside the key’s hours'],
  [0x0204, 'the key does not include this door'],
  [0x0205, 'the key has a condition this lock does not know'],
  [0x0301, 'the lock does not know the time'],
  [0x0302, 'the lock’s battery is too low'],
  [0x0303, 'the lock has a fault'],
  [0x0304, 'the lock was overloaded'],
  [0x0401, 'the phone speaks another version'],
  [0x0402, 'the phone did not follow the protocol'],
  [0x0403, 'the phone was too far away or too slow'],
  [0x0404, 'the phone could not prove that it holds its key'],
  [0x0405, 'the phone showed no key'],
]);

const MAIL_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'time floor'],
  [2, 'time'],
  [3, 'revocation list'],
  [4, 'signing key'],
  [5, 'configuration'],
  [6, 'room generation'],
  [7, 'journal receipt'],
  [8, 'reset'],
]);

function sentenceOf(entry: JournalEntry): string {
  switch (entry.event) {
    case 'opened':
      return `Opened${entry.fast ? ' (fast)' : ''}${entry.boltConfirmed ? '' : ', bolt not confirmed'}`;
    case 'refused':
      return `Refused: ${REASON_SENTENCES.get(entry.reason) ?? 'unknown reason'}`;
    case 'mail-applied':
      return `Mail applied: ${MAIL_NAMES.get(entry.reason) ?? 'unknown'}`;
    case 'mail-refused':
      return `Mail refused: ${MAIL_NAMES.get(entry.reason) ?? 'unreadable'}`;
    case 'start':
      return 'Lock started';
    case 'power-lost':
      return 'Power was lost';
    case 'privacy-on':
      return 'Privacy on';
    case 'privacy-off':
      return 'Privacy off';
    case 'reset':
      return 'Lock reset';
    case 'clock-set':
      return 'Clock set';
    case 'malformed-link':
      return `Malformed links: ${entry.reason}`;
  }
}
