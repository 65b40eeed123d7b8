// Tells the server what this phone did: deliveries, deletions, journal pages carried, tries at doors.
import { base64url } from '@nightlatch/aliro';
import type { Phone } from '@nightlatch/phone';
import type { GuestDatabase } from '../store/guest-database.ts';
import type { Session } from './session.ts';

/** The API takes this many receipts, and this many pages, at a time. */
const RECEIPTS_PER_CALL = 64;
const PAGES_PER_CALL = 16;

/** Sends what waits; what was not acknowledged stays and goes again. Rejects with the client's error. */
export async function sendReports(parts: {
  readonly session: Session;
  readonly phone: Phone;
  readonly database: GuestDatabase;
}): Promise<void> {
  await sendReceipts(parts.session, parts.phone);
  await sendPages(parts.session, parts.phone);
  await sendAttempts(parts.session, parts.database);
}

async function sendReceipts(session: Session, phone: Phone): Promise<void> {
  const waiting = (await phone.receipts()).slice(0, RECEIPTS_PER_CALL);
  if (waiting.length === 0) return;
  const receipts = waiting.map(({ id, state }) => ({ credentialId: id, state }));
  await session.call('postReceipts', { body: { receipts } });
  await phone.receiptsSent(waiting);
}

async function sendPages(session: Session, phone: Phone): Promise<void> {
  const waiting = (await phone.pages()).slice(0, PAGES_PER_CALL);
  if (waiting.length === 0) return;
  // A page the server refuses is not worth keeping: every page it answered for is done with.
  await session.call('postJournalPages', { body: { pages: waiting.map((page) => base64url(page.page)) } });
  await phone.pagesSent(waiting.map((page) => page.id));
}

async function sendAttempts(session: Session, database: GuestDatabase): Promise<void> {
  const waiting = await database.attempts();
  if (waiting.length === 0) return;
  const attempts = waiting.map(({ keyId, doorId, at, outcome, diagnosis }) => ({
    keyId,
    ...(doorId === undefined ? {} : { doorId }),
    at: new Date(at).toISOString(),
    outcome,
    diagnosis,
  }));
  await session.call('postDoorAttempts', { body: { attempts } });
  await database.dropAttempts(waiting.map((attempt) => attempt.id));
}
