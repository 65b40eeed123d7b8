// Deletes what is over: stored answers of commands, counters of limits, sessions and challenges. Nothing depends on it but the size of the tables.
import type { Db } from './schema.ts';

const answerKeptMs = 24 * 3600_000;
const webhookEventKeptMs = 30 * 24 * 3600_000;

/** How often a server sweeps; several servers may do so side by side. */
export const sweepEveryMs = 3600_000;

/** `now` in UTC ms. */
export async function sweepExpired(db: Db, now: number): Promise<void> {
  const at = new Date(now);
  await db
    .deleteFrom('idempotent_answer')
    .where('created_at', '<', new Date(now - answerKeptMs))
    .execute();
  // Deliveries go with their event.
  await db
    .deleteFrom('webhook_event')
    .where('at', '<', new Date(now - webhookEventKeptMs))
    .execute();
  await db.deleteFrom('rate_count').where('window_end', '<', at).execute();
  await db.deleteFrom('device_challenge').where('expires_at', '<', at).execute();
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', at).execute();
  // A day longer, so that whoever comes late is told that the link is over.
  await db
    .deleteFrom('staff_password_reset')
    .where('expires_at', '<', new Date(now - answerKeptMs))
    .execute();
  await db.deleteFrom('provider_sign_in').where('expires_at', '<', at).execute();
  await db.deleteFrom('device_session').where('expires_at', '<', at).execute();
  await db.deleteFrom('staff_session').where('expiresAt', '<', at).execute();
}
