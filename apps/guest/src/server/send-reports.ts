// Tells the server what this phone did: deliveries, deletions, journal pages carried, tries at doors.
import { base64url } from '@nightlatch/aliro';
import { ApiProblem, ApiUnreachable } from '@nightlatch/api';
import type { Phone } from '@nightlatch/phone';
import { FIRST_PHONE, type GuestDatabase } from '../store/guest-database.ts';
import { isDeviceRemoved, type Session } from './session.ts';

/** The API takes this many receipts, and this many pages, at a time. */
const RECEIPTS_PER_CALL = 64;
const PAGES_PER_CALL = 16;

export interface ReportParts {
  readonly session: Session;
  readonly phone: Phone;
  readonly database: GuestDatabase;
  /** Which phone of this browser: tries are told by the one that made them. */
  readonly phoneId: string;
}

/**
 * Sends what waits; what was not acknowledged stays and goes again, but for pages and tries that the server calls
 * invalid: it would never take them. Each kind gets its turn; then rejects with the error that says most of what to do.
 */
export async function sendReports({ session, phone, database, phoneId }: ReportParts): Promise<void> {
  const errors: unknown[] = [];
  const tasks = [
    () => sendReceipts(session, phone),
    () => sendPages(session, phone),
    () => sendAttempts(session, database, phoneId),
  ];
  for (const task of tasks) await task().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors.find(isDeviceRemoved) ?? errors.find(isPassing) ?? errors[0];
}

/** The same request may do well in a while: no answer came, too much was asked, or the server is not well. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiUnreachable) return true;
  return error instanceof ApiProblem && (error.problem.status === 429 || error.problem.status >= 500);
}

async function sendReceipts(session: Session, phone: Phone): Promise<void> {
  for (const some of chunksOf(await phone.receipts(), RECEIPTS_PER_CALL)) {
    const receipts = some.map(({ id, state }) => ({ credentialId: id, state }));
    await session.call('postReceipts', { body: { receipts } });
    await phone.receiptsSent(some);
  }
}

async function sendPages(session: Session, phone: Phone): Promise<void> {
  for (const some of chunksOf(await phone.pages(), PAGES_PER_CALL)) {
    const body = { pages: some.map((page) => base64url(page.page)) };
    await session.call('postJournalPages', { body }).catch(unlessInvalid);
    await phone.pagesSent(some.map((page) => page.id));
  }
}

async function sendAttempts(session: Session, database: GuestDatabase, phoneId: string): Promise<void> {
  const waiting = (await database.attempts()).filter((attempt) => (attempt.phoneId ?? FIRST_PHONE) === phoneId);
  if (waiting.length === 0) return;
  const attempts = waiting.map(({ keyId, doorId, at, outcome, diagnosis }) => ({
    keyId,
    ...(doorId === undefined ? {} : { doorId }),
    at: new Date(at).toISOString(),
    outcome,
    diagnosis,
  }));
  await session.call('postDoorAttempts', { body: { attempts } }).catch(unlessInvalid);
  await database.dropAttempts(waiting.map((attempt) => attempt.id));
}

/** Swallows a refusal that a repeat would only meet again. */
function unlessInvalid(error: unknown): void {
  if (!(error instanceof ApiProblem) || ![400, 404, 409, 413, 422].includes(error.problem.status)) throw error;
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
