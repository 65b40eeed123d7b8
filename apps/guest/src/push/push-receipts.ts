// Tells the hotel that its messages were shown or opened: it need not try another channel then.
import type { Session } from '../server/session.ts';
import type { GuestDatabase } from '../store/guest-database.ts';

/** Sends what waits as one phone of this browser. Which hotel a message is of is not known here: one of another hotel is ignored there. */
export async function sendPushReceipts(session: Session, database: GuestDatabase): Promise<void> {
  const waiting = await database.pushed();
  if (waiting.length === 0) return;
  const receipts = waiting.map(({ id, state }) => ({ messageId: id, state }));
  await session.call('postMessageReceipts', { body: { receipts } });
}
