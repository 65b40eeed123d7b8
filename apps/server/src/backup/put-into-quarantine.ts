// What a restored database must say before anything is served from it: the server forgot what happened since the backup, phones and
// locks did not, so nothing of before may be given out again (invariants 4, 6, 16 and 20; docs/operations.md, "Restore").
import type pg from 'pg';

/** More occupancies than a room has had since the backup (docs/protocol §7.4; `AFTER_RESTORE` of packages/domain). */
const GENERATIONS = 1000;
/** More mail than a lock has been sent since; its numbers are 32 bits wide. */
const MAIL_NUMBERS = 1_000_000;
/** The longest lease that a lock accepts: a phone may hold one that was renewed right before the end. */
const LONGEST_LEASE = '7 days';
/** Says on a key why it ended; lifting the quarantine finds them by it. */
export const RESTORED_NOTE = 'Restored from a backup';

/** Quarantines every location, in the caller's transaction. */
export const putIntoQuarantine = async (
  client: pg.ClientBase,
  of: { readonly takenAt: string; readonly now: Date },
): Promise<{ id: string; name: string }[]> => {
  const { now } = of;
  const run = (text: string, values: readonly unknown[] = []) => client.query(text, [...values]);
  const { rows } = await client.query<{ id: string; name: string }>(
    `update location set quarantined_at = $1, quarantine = $2,
       -- lists made since had later versions; they are seconds since 1970 (docs/protocol §5.4)
       revocation_version = greatest(revocation_version + 1, extract(epoch from $1::timestamptz)::bigint)
     returning id, name`,
    [now, JSON.stringify({ takenAt: of.takenAt, restoredAt: now.toISOString() })],
  );
  await run(`update room set last_generation = least(last_generation + ${GENERATIONS}, 4294967295)`);
  // Occupancies are opened anew with the raised number; the old number must not sign another document.
  await run(`update occupancy set closed_at = $1, closed_because = 'check_in_undone' where closed_at is null`, [now]);
  await run(
    `update lock set last_mail_seq = last_mail_seq + ${MAIL_NUMBERS}, configuration_sent = null, time_floor_sent_at = null`,
  );
  // Lists in it may lack what was revoked since; those of the quarantine's end are made anew.
  await run('delete from lock_mail where confirmed_at is null');
  await endKeys(run, now);
  await run(`update enrolment_link set withdrawn_at = $1 where used_at is null and withdrawn_at is null`, [now]);
  await run(`update invitation set withdrawn_at = $1 where used_at is null and withdrawn_at is null`, [now]);
  await run(`update staff_invitation set withdrawn_at = $1 where used_at is null and withdrawn_at is null`, [now]);
  return rows;
};

type Run = (text: string, values?: readonly unknown[]) => Promise<unknown>;

/**
 * Every key that was in force ends as revoked: perhaps staff revoked it since, and nobody here knows. That word is sticky for the
 * automatic rules; the administrator who lifts the quarantine may have them issued again.
 */
const endKeys = async (run: Run, now: Date): Promise<void> => {
  await run(
    `update digital_key set end_reason = case when state = 'waiting' then 'superseded' else 'revoked' end,
       revoke_reason = case state when 'issued' then 'other' when 'suspended' then 'security_concern' end,
       revoke_note = case when state <> 'waiting' then $2 end,
       revoked_by = case when state <> 'waiting' then 'Nightlatch' end,
       state = 'ended', waiting_for = '{}', ended_at = $1
     where state <> 'ended'`,
    [now, RESTORED_NOTE],
  );
  // It may have been sent and renewed since: a proof by "never sent" or by the end of its lease has to count with that (invariant 17).
  await run(
    `update credential set wanted = false, sent_at = coalesce(sent_at, $1),
       longest_lease_until = greatest(longest_lease_until, $1::timestamptz + interval '${LONGEST_LEASE}')
     where wanted or state <> 'removed'`,
    [now],
  );
  await run(
    `insert into revocation (location_id, key_id, requested_at, requested_by, reason, note)
     select k.location_id, k.id, $1, 'Nightlatch', k.revoke_reason, k.revoke_note from digital_key k
     where exists (select 1 from credential c where c.location_id = k.location_id and c.key_id = k.id and c.state <> 'removed')
     on conflict (location_id, key_id) do update
       set listed_in_version = null, enforced_at = null, proof = null where revocation.enforced_at is null`,
    [now],
  );
  await run(
    `insert into lock_refusal (location_id, lock_id, key_hash, key_id, until)
     select distinct c.location_id, l.id, d.key_hash, c.key_id, c.longest_lease_until
     from credential c
     join door_key d on d.location_id = c.location_id and d.id = c.door_key_id
     join lock l on l.location_id = c.location_id and l.door_id = any (c.door_ids) and l.retired_at is null
     where c.state <> 'removed' and c.longest_lease_until > $1
     on conflict (location_id, lock_id, key_hash) do update set until = greatest(lock_refusal.until, excluded.until)`,
    [now],
  );
};
