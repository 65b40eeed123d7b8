// Makes what every lock was sent equal to what it should know: configuration, the room's generation, the time (docs/protocol §7.8).
import { isDeepStrictEqual } from 'node:util';
import type { LockConfiguration, MailBody } from '@nightlatch/aliro';
import type { Policies } from '@nightlatch/api';
import { type Ask, transactTogether } from '../db/ask.ts';
import { isRetryable } from '../db/sql-state.ts';
import { emit } from '../events.ts';
import type { ServerParts } from '../server-parts.ts';
import { tellCarriers } from './notify-carriers.ts';
import { type MailToWrite, writeMails } from './put-mail.ts';
import { wantedConfiguration } from './wanted-configuration.ts';

/** A lock forgets revocations only by proven time, so each hears the time once a day from whoever passes. */
const TIME_EVERY_MS = 24 * 3_600_000;
/** A settling a little early still counts as the day's. */
const TIME_EARLY_MS = 4 * 3_600_000;
/** Locks of one transaction: more would hold them longer than a lock that reports should wait. */
const MOST = 50;
const MOST_TRIES = 4;

type Of = { readonly locationId: string; readonly now: Date };
type Parts = Pick<ServerParts, 'db' | 'pool' | 'signing'>;

/** A lock with what it was sent last, held. */
type LockRow = {
  readonly id: string;
  readonly lock_id: Buffer;
  readonly last_mail_seq: number;
  readonly configuration_sent: LockConfiguration | null;
  readonly generation_sent: number;
  readonly time_floor_sent_at: Date | null;
  /** Of the door's room; null at a common door. */
  readonly last_generation: number | null;
};

/** All locks, or those of rooms `$2`. */
const LOCK_IDS = `select l.id from lock l join door d on d.location_id = l.location_id and d.id = l.door_id
  where l.location_id = $1 and l.retired_at is null and ($2::uuid[] is null or d.room_id = any($2)) order by l.id`;
const LOCKS = `select l.id, l.lock_id, l.last_mail_seq, l.configuration_sent, l.generation_sent, l.time_floor_sent_at, r.last_generation
  from lock l join door d on d.location_id = l.location_id and d.id = l.door_id
  left join room r on r.location_id = d.location_id and r.id = d.room_id
  where l.location_id = $1 and l.id = any($2::uuid[]) and l.retired_at is null order by l.id for no key update of l`;
const LOCATION = 'select policies, time_zone from location where id = $1';

/** Settles the mail of the location's locks, or of those of some rooms. */
export const settleLockMail = async (
  parts: Parts,
  of: Of & { readonly roomIds?: readonly string[] },
): Promise<void> => {
  const { rows } = await parts.pool.query<{ id: string }>(LOCK_IDS, [of.locationId, of.roomIds ?? null]);
  for (let at = 0; at < rows.length; at += MOST) {
    await settleLocks(parts, { ...of, lockRowIds: rows.slice(at, at + MOST).map(({ id }) => id) });
  }
};

/** Settles all locks, and appoints tomorrow's settling: the time goes out daily, and the zone table yearly. */
export const tendLocks = async (parts: Parts, of: { locationId: string; now: Date }): Promise<void> => {
  await settleLockMail(parts, of);
  const at = new Date(of.now.getTime() + TIME_EVERY_MS);
  await emit(parts.db, { name: 'locks.tended', locationId: of.locationId }, { at });
};

const settleLocks = async (
  { pool, signing }: Parts,
  of: Of & { readonly lockRowIds: readonly string[] },
): Promise<void> => {
  const { locationId } = of;
  for (let tries = 1; ; tries += 1) {
    try {
      await transactTogether(pool, async (ask) => {
        const [locks, [location], signer] = await Promise.all([
          ask<LockRow>(LOCKS, [locationId, of.lockRowIds]),
          ask<{ policies: Policies; time_zone: string }>(LOCATION, [locationId]),
          signing.signerBy(ask, locationId, 'mail'),
        ]);
        if (!location) return { value: undefined, last: [] };
        const wanted = wantedConfiguration({
          policies: location.policies,
          timeZone: location.time_zone,
          now: of.now,
        });
        const judged = locks.map((lock) => ({ lock, mails: mailsTo(lock, wanted, of.now) }));
        return { value: undefined, last: await sendAll(ask, { ...of, signer, judged }) };
      });
      return;
    } catch (error) {
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
};

/** What the lock has not been sent yet. */
const mailsTo = (lock: LockRow, wanted: LockConfiguration, now: Date): readonly MailBody[] => {
  const { last_generation: generation } = lock;
  return [
    // jsonb keeps no order of fields and no undefined: compare what was stored with what would be.
    ...(isDeepStrictEqual(lock.configuration_sent, JSON.parse(JSON.stringify(wanted)))
      ? []
      : [{ kind: 'configuration' as const, configuration: wanted }]),
    ...(generation !== null && generation > lock.generation_sent
      ? [{ kind: 'generation-floor' as const, lockId: lock.lock_id, generation }]
      : []),
    ...(isTimeDue(lock.time_floor_sent_at, now) ? [{ kind: 'time-floor' as const, at: now.getTime() }] : []),
  ];
};

const isTimeDue = (sentAt: Date | null, now: Date): boolean =>
  sentAt === null || now.getTime() - sentAt.getTime() >= TIME_EVERY_MS - TIME_EARLY_MS;

/** Notes what each lock was sent, and the numbers that its mail took. */
const NOTE = `update lock l set last_mail_seq = r.seq, configuration_sent = coalesce(r.configuration, l.configuration_sent),
    generation_sent = coalesce(r.generation, l.generation_sent), time_floor_sent_at = coalesce(r.time_floor, l.time_floor_sent_at)
  from jsonb_to_recordset($2::jsonb) r (id uuid, seq bigint, configuration jsonb, generation bigint, time_floor timestamptz)
  where l.location_id = $1 and l.id = r.id`;

const sendAll = async (
  ask: Ask,
  of: Of & {
    readonly signer: Awaited<ReturnType<ServerParts['signing']['signerBy']>>;
    readonly judged: readonly { readonly lock: LockRow; readonly mails: readonly MailBody[] }[];
  },
): Promise<Promise<unknown>[]> => {
  const { locationId, now, signer } = of;
  const news = of.judged.filter(({ mails }) => mails.length > 0);
  if (news.length === 0) return [];
  const mails = news.flatMap(({ lock, mails }) =>
    mails.map(
      (body, at): MailToWrite => ({
        ...{ lockRowId: lock.id, lockId: lock.lock_id, seq: lock.last_mail_seq + at + 1, body },
        ...(body.kind === 'generation-floor' ? { generation: body.generation } : {}),
      }),
    ),
  );
  const notes = news.map(({ lock, mails }) => ({
    id: lock.id,
    seq: lock.last_mail_seq + mails.length,
    configuration: mails.find((body) => body.kind === 'configuration')?.configuration,
    generation: mails.find((body) => body.kind === 'generation-floor')?.generation,
    time_floor: mails.some((body) => body.kind === 'time-floor') ? now : undefined,
  }));
  const written = await writeMails(ask, { locationId, now, signer, mails });
  const opened = mails.filter(({ generation }) => generation !== undefined).map(({ lockRowId }) => lockRowId);
  return [
    ask(NOTE, [locationId, JSON.stringify(notes)]),
    ...written,
    ...(opened.length > 0 ? [tellCarriers(ask, { locationId, lockRowIds: opened })] : []),
  ];
};
