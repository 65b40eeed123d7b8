// What can happen inside the server. Each event is a database job written in the transaction of its cause; flow.ts says who handles it.
import type { MessageKind } from '@nightlatch/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Ask } from './db/ask.ts';
import type { Db, Trx } from './db/schema.ts';
import { isRetryable } from './db/sql-state.ts';

/** An event names what changed, never how: its handler reads the truth again and settles it, so repeats and reordering are harmless. */
export type ServerEvent =
  | { readonly name: 'hint.received'; readonly locationId: string; readonly hintId: string }
  | { readonly name: 'pms.resync'; readonly locationId: string }
  | { readonly name: 'pms.tended'; readonly locationId: string }
  | { readonly name: 'booking.changed'; readonly locationId: string; readonly bookingId: string }
  | { readonly name: 'party.changed'; readonly locationId: string; readonly bookingId: string }
  | {
      readonly name: 'room.changed';
      readonly locationId: string;
      readonly roomId: string;
      /** The booking by which it changed: it is settled already. */
      readonly settledBookingId?: string;
    }
  | { readonly name: 'guest.changed'; readonly locationId: string; readonly guestId: string }
  | { readonly name: 'key.changed'; readonly locationId: string; readonly keyId: string }
  | { readonly name: 'device.changed'; readonly locationId: string; readonly deviceId: string }
  | { readonly name: 'location.changed'; readonly locationId: string }
  | { readonly name: 'hours.changed'; readonly locationId: string }
  | { readonly name: 'locks.tended'; readonly locationId: string }
  | { readonly name: 'rotation.changed'; readonly locationId: string }
  | { readonly name: 'refusals.changed'; readonly locationId: string }
  | { readonly name: 'revocation.changed'; readonly locationId: string; readonly keyId: string }
  | {
      /** A guest should be told: `subject` is the id of what it is about (a key, an occupancy, a request), one message for each. */
      readonly name: 'notice.wanted';
      readonly locationId: string;
      readonly guestId: string;
      readonly bookingId: string;
      readonly kind: MessageKind;
      readonly subject: string;
    }
  | { readonly name: 'check_in.approved'; readonly locationId: string; readonly checkInId: string }
  | { readonly name: 'message.changed'; readonly locationId: string; readonly messageId: string }
  | { readonly name: 'password.forgotten'; readonly locationId: string; readonly resetId: string }
  | { readonly name: 'emergency.confirmed'; readonly locationId: string; readonly emergencyId: string }
  | { readonly name: 'webhook.due'; readonly locationId: string; readonly endpointId: string }
  | { readonly name: 'audit.written'; readonly locationId: string };

export type ServerEventName = ServerEvent['name'];

const subjectOf = (event: ServerEvent): string =>
  Object.entries(event)
    .filter(([field]) => field !== 'name')
    .map(([, value]) => value)
    .join(':');

/** Keys come first; what tells people about them waits while keys do. Lower runs earlier, 0 is everything else. */
const PRIORITIES: { readonly [N in ServerEventName]?: number } = {
  'message.changed': 10,
  'webhook.due': 10,
  'password.forgotten': 10,
};

const priorityOf = ({ name }: ServerEvent): number => PRIORITIES[name] ?? 0;

/** Events of one kind and location. */
export const laneOf = ({ name, locationId }: Pick<ServerEvent, 'name' | 'locationId'>): string =>
  `${name}:${locationId}`;

/**
 * Events whose handlers wait for somebody outside, a slow mail server for instance: a server gives those of a kind a few places only, and each
 * lane (a location's messages, a webhook's endpoint) one at a time (jobs/slow-places.ts). The places of jobs that make keys stay free.
 */
const SLOW: { readonly [N in ServerEventName]?: { readonly flag: string; readonly most: number } } = {
  'message.changed': { flag: 'slow', most: 4 },
  'webhook.due': { flag: 'slow-webhook', most: 3 },
};

export type SlowPlace = {
  /** What jobs of the kind are marked with, beside their lane. */
  readonly flag: string;
  /** So many run at once, of the ten that a server runs. */
  readonly most: number;
  readonly lane: string;
};

/** The place that a slow event takes; undefined for all others. */
export const slowPlaceOf = (event: ServerEvent): SlowPlace | undefined => {
  const kind = SLOW[event.name];
  if (!kind) return undefined;
  const lane = event.name === 'webhook.due' ? `${laneOf(event)}:${event.endpointId}` : laneOf(event);
  return { ...kind, lane };
};

const flagsOf = (event: ServerEvent): string[] | null => {
  const place = slowPlaceOf(event);
  return place ? [place.flag, place.lane] : null;
};

/** The second try sees the running job, and takes its key away from it. */
const MOST_TRIES = 3;

const jobKeyOf = (event: ServerEvent, at: Date | null): string =>
  `${at ? 'at' : 'now'}:${event.name}:${subjectOf(event)}`;

/**
 * Adds the jobs of `jobSpecs` (`$1`, and how many: `$2`) as `emit` does. One that add_jobs leaves out, because an equal job began to run
 * meanwhile, ends the statement by a division by zero: the transaction is tried again and then sees that job run (db/sql-state.ts).
 */
export const EMIT_MANY = `select 1 / (count(*) = $2::int)::int as added from graphile_worker.add_jobs(array(
  select row(j.identifier, j.payload, null, j.run_at, 25::smallint, j.key, j.priority, j.flags)::graphile_worker.job_spec
  from jsonb_to_recordset($1::jsonb) as j(identifier text, payload json, run_at timestamptz, key text, priority smallint, flags text[]) order by j.key))`;

/**
 * Has webhooks of location `$1` told what a batch wrote into the audit chain: `audit.written`, where anything is told at all. Nothing
 * may slip away here either.
 */
export const TELL_CHAIN = `select 1 / (count(*) = count(j.id))::int as told from webhook_progress p,
  lateral graphile_worker.add_job('audit.written', json_build_object('locationId', p.location_id), job_key =>
    'now:audit.written:' || p.location_id || ':' || pg_backend_pid(), job_key_mode => 'replace', max_attempts => 25) j
  where p.location_id = $1`;

/** Events as the parameters of `EMIT_MANY`; of equal ones the last counts. */
export const jobSpecs = (
  events: readonly { readonly event: ServerEvent; readonly at: Date | null }[],
): [specs: string, count: number] => {
  const specs = new Map(
    events.map(({ event, at }) => {
      const { name, ...payload } = event;
      const key = jobKeyOf(event, at);
      const [priority, flags] = [priorityOf(event), flagsOf(event)];
      return [key, { identifier: name, payload, run_at: at, key, priority, flags }];
    }),
  );
  return [JSON.stringify([...specs.values()]), specs.size];
};

/**
 * Writes the event as a job of this transaction. With `at`, it happens then, and replaces an earlier appointment for the same
 * subject; without, an equal event that still waits is not written twice.
 */
export const emit = async (trx: Trx | Db, event: ServerEvent, options: { readonly at?: Date } = {}): Promise<void> => {
  const { name, ...payload } = event;
  const key = jobKeyOf(event, options.at ?? null);
  // Whoever writes an equal job waits for the commit of the one before. Nearly every command writes this one: one for each session, then.
  const own = name === 'audit.written' ? sql`${key}::text || ':' || pg_backend_pid()` : sql`${key}::text`;
  const runAt: RawBuilder<unknown> = options.at
    ? sql`${options.at.toISOString()}::timestamptz`
    : sql`null::timestamptz`;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const added = await sql<{ added: boolean }>`select id is not null as added from graphile_worker.add_job(
      ${name}::text, ${JSON.stringify(payload)}::json, run_at => ${runAt}, flags => ${flagsOf(event)}::text[],
      job_key => ${own}, job_key_mode => 'replace', max_attempts => 25, priority => ${priorityOf(event)}::int)`.execute(
      trx,
    );
    if (added.rows[0]?.added) return;
    // An equal job began to run between add_job's look and its write, and add_job then writes nothing and says nothing. That job may
    // have read the truth before ours. Now that it is seen to run, add_job makes another one beside it.
  }
  throw new LostEventError(`the event ${name} could not be written beside an equal one that runs`);
};

/** Writes events outside of any transaction, all or none. */
export const emitAll = async (ask: Ask, events: readonly ServerEvent[]): Promise<void> => {
  if (events.length === 0) return;
  const specs = jobSpecs(events.map((event) => ({ event, at: null })));
  for (let tries = 1; ; tries += 1) {
    try {
      await ask(EMIT_MANY, specs);
      return;
    } catch (error) {
      // As `emit`: an equal job began to run meanwhile, and the next try sees it run.
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
};

/** Never seen; the transaction ends rather than lose the event. */
class LostEventError extends Error {
  override readonly name = 'LostEventError';
  readonly code = 'lost_event';
}
