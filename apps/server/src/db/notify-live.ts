// Tells every server process that something changed, in the transaction of its cause: heard only if that commits.
import { sql } from 'kysely';
import type { Trx } from './schema.ts';

/** The one channel that every server process listens on. */
export const liveChannel = 'nightlatch_live';

/**
 * `change`: staff streams of the location · `device`: the wallet of that phone changed · `lock_mail`: gateways of the
 * location have something to fetch · `role`: rights of a staff member or API key at the location changed, streams look again.
 */
export type LivePayload =
  | {
      readonly topic: 'change';
      readonly locationId: string;
      readonly kind: 'booking' | 'key' | 'device' | 'door' | 'location' | 'task' | 'arrival' | 'message';
      readonly id: string;
      readonly bookingId: string | null;
    }
  | { readonly topic: 'device'; readonly locationId: string; readonly deviceId: string }
  | { readonly topic: 'lock_mail'; readonly locationId: string }
  | { readonly topic: 'role'; readonly locationId: string };

/** Ids only: PostgreSQL carries at most 8,000 bytes, and readers read the truth again by id. Equal payloads of one transaction are sent once. */
export async function notifyLive(trx: Trx, payload: LivePayload): Promise<void> {
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify(payload)})`.execute(trx);
}

/** PostgreSQL refuses a notification of 8,000 bytes; ids are plain ASCII. */
const MOST_BYTES = 7900;

/** Sends the notifications of `packLive`, its one parameter. */
export const NOTIFY_MANY = `select pg_notify('${liveChannel}', p) from unnest($1::text[]) p`;

/** Payloads in as few notifications as possible: each is handed to every listening process and held up by every commit. */
export const packLive = (payloads: readonly LivePayload[]): string[] => {
  const packs: string[] = [];
  let open = '';
  for (const text of new Set(payloads.map((payload) => JSON.stringify(payload)))) {
    if (open !== '' && open.length + text.length > MOST_BYTES) {
      packs.push(`[${open}]`);
      open = '';
    }
    open += open === '' ? text : `,${text}`;
  }
  return open === '' ? packs : [...packs, `[${open}]`];
};
