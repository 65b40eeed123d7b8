// Every table that says something about a guest: whose rows they are, how the person is taken out, and when that happens by age.
// A test compares it with the database's catalogue: a new table or column that nobody listed here fails it.
import type { RetentionDays } from './periods.ts';

/** SQL about the rows of one table. `$1` is the location, `$2` the guest. */
export type PersonalTable = {
  readonly table: string;
  /** Every column that holds personal data or leads to a person. */
  readonly columns: readonly string[];
  /** The guest's rows; null: found through another table's, or of no guest in particular. */
  readonly of: string | null;
  /** How the person is taken out of their rows: deleted, or columns set so that nothing of the person is left. */
  readonly erase: 'delete' | { readonly set: string } | { readonly kept: string };
  /** The same by age: `from` is the instant that the period counts from, null while it has not begun. */
  readonly byAge?: {
    readonly period: keyof RetentionDays;
    readonly from: string;
    readonly erase: 'delete' | { readonly set: string };
    readonly while: string;
  };
  /** Columns that an export of the guest's data leaves out: secrets, and bytes that mean nothing to a person. */
  readonly notExported?: readonly string[];
};

const BOOKINGS = '(select id from booking where location_id = $1 and guest_id = $2)';
const KEYS = `(select id from digital_key where location_id = $1 and guest_id = $2)`;
const DEVICES = '(select id from device where location_id = $1 and guest_id = $2)';
const OWN_MESSAGES = '(select id from message where location_id = $1 and guest_id = $2)';
/** Long enough for the schema's check, unique, and of nobody. */
const NO_POINT = (id: string): string =>
  `'\\x04'::bytea || sha256(('x' || ${id})::bytea) || sha256(('y' || ${id})::bytea)`;

/** In the order in which a person is taken out: what is found through other rows goes before those. */
export const PERSONAL_TABLES: readonly PersonalTable[] = [
  {
    table: 'inbox_hint',
    columns: ['reference'],
    of: 'reference in (select reference from booking where location_id = $1 and guest_id = $2)',
    erase: 'delete',
    byAge: { period: 'technical', from: 'received_at', erase: 'delete', while: 'settled_at is not null' },
  },
  {
    table: 'access_event',
    columns: ['key_id', 'booking_id', 'occupancy_id', 'generation'],
    of: `(key_id in ${KEYS} or booking_id in ${BOOKINGS})`,
    // The generation of a room's lock names the stay as surely as the booking does.
    erase: { set: 'key_id = null, booking_id = null, occupancy_id = null, generation = null' },
    byAge: {
      period: 'doorLog',
      from: 'received_at',
      erase: { set: 'key_id = null, booking_id = null, occupancy_id = null, generation = null' },
      while: '(key_id is not null or booking_id is not null or occupancy_id is not null or generation is not null)',
    },
  },
  {
    table: 'door_attempt',
    columns: ['device_id', 'key_id'],
    of: `(key_id in ${KEYS} or device_id in ${DEVICES})`,
    erase: 'delete',
    byAge: { period: 'doorLog', from: 'received_at', erase: 'delete', while: 'true' },
  },
  {
    table: 'audit_personal',
    columns: ['entry_id', 'value', 'salt'],
    of: `entry_id in (select id from audit_entry where location_id = $1 and (booking_id in ${BOOKINGS} or subject_id in ${DEVICES}))`,
    erase: 'delete',
    byAge: { period: 'auditPersonal', from: 'at', erase: 'delete', while: 'true' },
    notExported: ['salt'],
  },
  {
    table: 'audit_entry',
    columns: ['actor', 'actor_name', 'subject_id', 'booking_id', 'reason', 'before', 'after'],
    of: `(booking_id in ${BOOKINGS} or subject_id in ${DEVICES})`,
    erase: {
      kept: 'ids, states and what staff did: the hotel’s account of itself; names and free text of guests stand in audit_personal',
    },
    notExported: ['previous_hash', 'hash'],
  },
  {
    table: 'captured_message',
    columns: ['message_id', 'sealed'],
    of: `message_id in ${OWN_MESSAGES}`,
    erase: 'delete',
    notExported: ['sealed'],
  },
  {
    table: 'message_attempt',
    columns: ['message_id', 'provider_ref'],
    of: `message_id in ${OWN_MESSAGES}`,
    erase: 'delete',
  },
  {
    table: 'message',
    columns: ['guest_id', 'booking_id', 'subject', 'to_email', 'sealed_link', 'enrolment_link_id', 'told'],
    of: `(guest_id = $2 or booking_id in ${BOOKINGS})`,
    erase: 'delete',
    byAge: { period: 'message', from: 'created_at', erase: 'delete', while: `state <> 'open'` },
    notExported: ['sealed_link'],
  },
  {
    table: 'push_subscription',
    columns: ['device_id', 'endpoint_hash', 'sealed'],
    of: `device_id in ${DEVICES}`,
    erase: 'delete',
    byAge: { period: 'technical', from: 'ended_at', erase: 'delete', while: 'true' },
    notExported: ['sealed', 'endpoint_hash'],
  },
  {
    table: 'id_image_piece',
    columns: ['image_id', 'sealed'],
    of: `image_id in (select i.id from id_image i join id_check c on c.location_id = i.location_id and c.id = i.check_id where c.location_id = $1 and c.guest_id = $2)`,
    erase: 'delete',
    notExported: ['sealed'],
  },
  {
    table: 'id_image',
    columns: ['check_id', 'sealed_key'],
    of: 'check_id in (select id from id_check where location_id = $1 and guest_id = $2)',
    erase: 'delete',
    notExported: ['sealed_key'],
  },
  {
    table: 'id_check',
    columns: ['guest_id', 'booking_id', 'device_id', 'reason', 'decided_by', 'provider_ref'],
    of: 'guest_id = $2',
    erase: 'delete',
    byAge: { period: 'idCheck', from: 'started_at', erase: 'delete', while: `state in ('decided', 'abandoned')` },
  },
  {
    table: 'check_in_request',
    columns: ['guest_id', 'booking_id', 'device_id', 'sealed_details', 'decided_by', 'reason'],
    of: 'guest_id = $2',
    erase: 'delete',
    byAge: {
      period: 'idCheck',
      from: 'decided_at',
      erase: { set: 'sealed_details = null, reason = null' },
      while: 'sealed_details is not null',
    },
    notExported: ['sealed_details'],
  },
  {
    table: 'enrolment_link',
    columns: ['guest_id', 'booking_id', 'secret_hash', 'created_by'],
    of: `(guest_id = $2 or booking_id in ${BOOKINGS})`,
    erase: 'delete',
    byAge: { period: 'technical', from: 'expires_at', erase: 'delete', while: 'true' },
    notExported: ['secret_hash'],
  },
  {
    table: 'invitation',
    columns: [
      'booking_id',
      'parent_key_id',
      'name',
      'secret_hash',
      'created_by_device',
      'withdrawn_by',
      'shared_key_id',
    ],
    of: `(booking_id in ${BOOKINGS} or shared_key_id in ${KEYS})`,
    erase: { set: `name = ''` },
    notExported: ['secret_hash'],
  },
  {
    table: 'staff_task',
    columns: ['booking_id', 'key_id', 'detail', 'done_by', 'done_by_id', 'done_note'],
    of: `(booking_id in ${BOOKINGS} or key_id in ${KEYS})`,
    erase: { set: 'done_note = null' },
    byAge: { period: 'guest', from: 'done_at', erase: 'delete', while: 'true' },
  },
  {
    table: 'lock_refusal',
    columns: ['key_hash', 'key_id'],
    of: `key_id in ${KEYS}`,
    erase: 'delete',
    byAge: { period: 'technical', from: 'until', erase: 'delete', while: 'true' },
    notExported: ['key_hash'],
  },
  {
    table: 'lock_mail',
    columns: ['item'],
    of: null,
    erase: { kept: 'signed bytes for a lock; a list of refused keys names phones’ door keys, and goes by age' },
    byAge: { period: 'technical', from: 'confirmed_at', erase: 'delete', while: 'anchor_class is null' },
    notExported: ['item'],
  },
  {
    table: 'revocation',
    columns: ['key_id', 'requested_by', 'reason', 'note'],
    of: `key_id in ${KEYS}`,
    erase: { set: 'note = null' },
  },
  {
    table: 'credential',
    columns: ['key_id', 'device_id', 'door_key_id', 'document'],
    of: `key_id in ${KEYS}`,
    erase: { set: `document = null, door_ids = '{}'` },
    notExported: ['document'],
  },
  {
    table: 'door_key',
    columns: ['device_id', 'point', 'key_hash', 'used_for_key_id'],
    of: `(used_for_key_id in ${KEYS} or (used_for_key_id is null and device_id in ${DEVICES}))`,
    // Journals name a phone by this hash: what a lock tells late must not find a person either.
    erase: { set: `point = ${NO_POINT('id::text')}, key_hash = sha256(('x' || id::text)::bytea)` },
    notExported: ['point', 'key_hash'],
  },
  {
    table: 'digital_key',
    columns: [
      'booking_id',
      'guest_id',
      'parent_key_id',
      'requested_by',
      'occupancy_id',
      'room_id',
      'revoke_reason',
      'revoke_note',
      'revoked_by',
    ],
    of: 'guest_id = $2',
    erase: { set: 'revoke_note = null' },
  },
  {
    table: 'occupancy',
    columns: ['booking_id', 'door_occupancy_id'],
    of: `booking_id in ${BOOKINGS}`,
    erase: { kept: 'a booking had the room; the booking names nobody any more' },
  },
  {
    table: 'device_session',
    columns: ['device_id', 'token_hash'],
    of: `device_id in ${DEVICES}`,
    erase: 'delete',
    notExported: ['token_hash'],
  },
  {
    table: 'device_guest',
    columns: ['device_id', 'guest_id'],
    of: 'guest_id = $2',
    erase: 'delete',
  },
  {
    table: 'device',
    columns: ['guest_id', 'name', 'sign_in_point', 'lost_by'],
    // A phone that serves another guest too stays theirs.
    of: 'guest_id = $2 and not exists (select 1 from device_guest g where g.location_id = device.location_id and g.device_id = device.id and g.guest_id <> $2)',
    erase: {
      set: `name = '', sign_in_point = ${NO_POINT('id::text')}, removed_at = coalesce(removed_at, now()), last_seen_at = null, online_until = null, lost_by = null`,
    },
    notExported: ['sign_in_point'],
  },
  {
    table: 'booking',
    columns: ['guest_id', 'reference', 'search_text', 'party', 'share_group'],
    of: 'guest_id = $2',
    // The reference becomes its own hash: if the PMS tells of the booking again, it is known as erased (bookings/put-booking.ts).
    erase: {
      set: `reference = case when reference like 'erased:%' then reference
        else 'erased:' || encode(sha256((location_id::text || ':' || reference)::bytea), 'hex') end, search_text = '', party = null, share_group = null`,
    },
  },
  {
    table: 'guest',
    columns: ['first_name', 'last_name', 'email', 'phone', 'language', 'blocked_at'],
    of: 'id = $2',
    erase: {
      set: `first_name = '', last_name = 'Erased', email = null, phone = null, language = null, erased_at = coalesce(erased_at, now())`,
    },
  },
];

/** Tables without guests, each with what it is about. */
export const NO_GUESTS: Readonly<Record<string, string>> = {
  api_key: 'integrations, and the staff member who made them',
  arrival_settings: 'a location’s settings',
  brand: 'the hotels’ owner',
  brand_role: 'what staff may do',
  branding: 'a location’s looks, and the desk’s address',
  device_challenge: 'two minutes old at most; says nothing about anybody but an id that anyone may send',
  door: 'the house',
  emergency_request: 'what staff did in an emergency, and why: kept as the audit is',
  idempotent_answer: 'answers of commands, sealed, for 24 hours (db/sweep-expired.ts)',
  location: 'the house',
  lock: 'the house',
  lock_anchor: 'which lock trusts which key',
  message_settings: 'a location’s settings',
  message_text: 'a hotel’s own words, with placeholders where guests are named',
  nightlatch_migration: 'the schema',
  passkey_challenge: 'five minutes old at most; random bytes that staff sign',
  pms_connection: 'the integration',
  provider_sign_in: 'ten minutes old at most; a hash of random bytes',
  push_key: 'this installation’s own key pair',
  rate_count: 'counters by hash, for minutes (db/sweep-expired.ts)',
  retention_mark: 'how far the sweep has come',
  room: 'the house',
  sealing_key: 'wrapped keys',
  server_process: 'the servers',
  sign_in_provider: 'how staff sign in',
  signing_key: 'the location’s keys',
  staff_account: 'staff sign-in',
  staff_invitation: 'staff who were invited',
  staff_passkey: 'staff sign-in: public halves',
  staff_password_reset: 'staff sign-in: hashes, for a day',
  staff_provider_identity: 'staff sign-in: a provider’s name for them',
  staff_recovery_code: 'staff sign-in: hashes',
  staff_role: 'what staff may do',
  staff_second_factor: 'staff sign-in: sealed',
  staff_session: 'staff sign-in; goes when it expires (db/sweep-expired.ts)',
  staff_user: 'staff',
  staff_verification: 'staff sign-in',
  webhook_delivery: 'deliveries to integrations',
  webhook_endpoint: 'integrations',
  webhook_event: 'ids and states, as integrations are told',
  webhook_progress: 'how far integrations were told',
};
