// Who did what to which booking or key, when and why: one entry, in the transaction of what it tells.
import { randomBytes } from 'node:crypto';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { commitTo, PERSONAL } from './personal-part.ts';

/** Who acts: `staff:<id>`, `api-key:<id>`, `device:<id>`, `pms:<connector>` or `system`, and the name people know. */
export type Actor = { readonly id: string; readonly name: string };

/** The rules themselves, when a condition or the clock decides. */
export const SYSTEM: Actor = { id: 'system', name: 'Nightlatch' };

export type AuditInput = {
  readonly locationId: string;
  readonly at: Date;
  readonly actor: Actor;
  /** `subject.verb`, for instance `key.revoked`. */
  readonly action: string;
  readonly subject: {
    readonly kind:
      | 'booking'
      | 'key'
      | 'device'
      | 'lock'
      | 'location'
      | 'guest'
      | 'link'
      | 'task'
      | 'message'
      | 'check_in'
      | 'id_check'
      | 'room'
      | 'door'
      | 'staff'
      | 'invitation'
      | 'api_key'
      | 'webhook'
      | 'emergency';
    readonly id: string;
  };
  readonly bookingId?: string | null;
  readonly reason?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Names and free text about a guest: kept beside the entry, which holds their salted hash only, so that they can be erased. */
  readonly personal?: Readonly<Record<string, unknown>>;
};

/** Entries with a personal part have fields, or nothing, in `after`. */
const asFields = (after: unknown): object => (after !== null && typeof after === 'object' ? after : {});

/** What PostgreSQL would give back: without undefined members, instants as text. */
const plain = (value: unknown): unknown =>
  value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The entry as its row, and its personal part as the row beside it; JSON columns as values. */
export const auditRows = (input: AuditInput) => {
  const id = newId();
  const given = input.personal && Object.keys(input.personal).length > 0 ? input.personal : undefined;
  const salt = given && randomBytes(32);
  const personal = given &&
    salt && { location_id: input.locationId, entry_id: id, at: input.at, salt, value: plain(given) };
  const entry = {
    location_id: input.locationId,
    id,
    at: input.at,
    actor: input.actor.id,
    actor_name: input.actor.name,
    action: input.action,
    subject_kind: input.subject.kind,
    subject_id: input.subject.id,
    booking_id: input.bookingId ?? null,
    reason: input.reason ?? null,
    before: plain(input.before),
    after: plain(given && salt ? { ...asFields(input.after), [PERSONAL]: commitTo(salt, given) } : input.after),
  };
  return { entry, personal };
};

/** Writes the entry; a job right after seals it into the location's hash chain. */
export const writeAudit = async (trx: Trx, input: AuditInput): Promise<void> => {
  const { entry, personal } = auditRows(input);
  await trx
    .insertInto('audit_entry')
    .values({ ...entry, before: json(entry.before), after: json(entry.after) })
    .execute();
  if (personal) {
    await trx
      .insertInto('audit_personal')
      .values({ ...personal, value: JSON.stringify(personal.value) })
      .execute();
  }
  await emit(trx, { name: 'audit.written', locationId: input.locationId });
};
