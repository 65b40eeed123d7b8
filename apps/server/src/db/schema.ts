// The tables as Kysely sees them; follows db/migrations. Instants are Dates, counters (bigint) are numbers, dates are 'YYYY-MM-DD' text. Longer than other files because the tables are many.

import type { LockConfiguration } from '@nightlatch/aliro';
import type { Policies as LocationPolicies, SignedInBy } from '@nightlatch/api';
import type {
  BookingStatus,
  DeliveryState,
  DiagnosisCode,
  DoorKind,
  IdVerification,
  IssueTrigger,
  KeyEndReason,
  KeyKind,
  KeyState,
  MobileCheckIn,
  OccupancyCloseReason,
  OpeningHours,
  RevocationProof,
  RevokeReason,
  Role,
  StaffTaskKind,
} from '@nightlatch/domain';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { GuestSideTables } from './guest-side-tables.ts';
import type { OperationsTables } from './operations-tables.ts';
import type { PlatformTables } from './platform-tables.ts';
import type { SignInTables } from './sign-in-tables.ts';

type Instant = Date;
/** bigint column; below 2^53 by construction, parsed to number. */
type BigCounter = number;
/** date column, kept as text: a wall-clock date has no instant. */
type WallDate = string;
/** jsonb: read as a value, written as JSON text. */
type Json = ColumnType<unknown, string, string>;
/** jsonb with a known shape. */
type JsonOf<T> = ColumnType<T, string, string>;
/** jsonb with a known shape, or null. */
type NullableJsonOf<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface AccessEventTable {
  location_id: string;
  id: string;
  lock_id: string;
  door_id: string;
  seq: BigCounter;
  at: Instant | null;
  received_at: Instant;
  event: string;
  reason_code: string | null;
  diagnosis: DiagnosisCode | null;
  confirmed: boolean;
  fast: Generated<boolean>;
  key_id: string | null;
  booking_id: string | null;
  occupancy_id: string | null;
  generation: BigCounter | null;
}

export interface ApiKeyTable {
  location_id: string;
  id: string;
  name: string;
  scopes: string[];
  secret_hash: Buffer;
  created_at: Instant;
  revoked_at: Instant | null;
  created_by: string | null;
}

export interface AuditEntryTable {
  location_id: string;
  id: string;
  at: Instant;
  actor: string;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  booking_id: string | null;
  reason: string | null;
  before: Json | null;
  after: Json | null;
  seq: BigCounter | null;
  previous_hash: Buffer | null;
  hash: Buffer | null;
}

export interface BookingTable {
  location_id: string;
  id: string;
  reference: string;
  source: string;
  status: BookingStatus;
  room_id: string | null;
  arrival_date: WallDate;
  departure_date: WallDate;
  pms_check_out_at: Instant | null;
  guest_id: string;
  id_verification: Generated<IdVerification>;
  mobile_check_in: Generated<MobileCheckIn>;
  search_text: string;
  version: Generated<BigCounter>;
  created_at: Instant;
  changed_at: Instant;
  party: Generated<string | null>;
  share_group: Generated<string | null>;
  pms_read_seq: Generated<BigCounter | null>;
}

export interface BrandTable {
  id: string;
  name: string;
  second_factor_required: Generated<boolean>;
}

export interface CredentialTable {
  location_id: string;
  id: string;
  key_id: string;
  device_id: string;
  door_key_id: string;
  document: Buffer | null;
  signed_at: Instant | null;
  lease_until: Instant | null;
  longest_lease_until: Instant | null;
  door_ids: string[];
  state: DeliveryState;
  wanted: Generated<boolean>;
  sent_at: Instant | null;
  delivered_at: Instant | null;
  removed_at: Instant | null;
  starts_at: Generated<Instant | null>;
}

export interface DeviceTable {
  location_id: string;
  id: string;
  guest_id: string;
  name: string;
  sign_in_point: Buffer;
  bluetooth: Generated<'unknown' | 'on' | 'off' | 'not_allowed' | 'unsupported'>;
  enrolled_at: Instant;
  last_seen_at: Instant | null;
  online_until: Instant | null;
  removed_at: Instant | null;
  lost_at: Generated<Instant | null>;
  lost_by: Generated<string | null>;
}

export interface DeviceGuestTable {
  location_id: string;
  device_id: string;
  guest_id: string;
  since: Instant;
}

/** A view: phones that are enrolled, with each guest that they serve. */
export interface DeviceServesView {
  location_id: string;
  device_id: string;
  guest_id: string;
}

export interface DeviceChallengeTable {
  challenge_hash: Buffer;
  device_id: string;
  expires_at: Instant;
}

export interface DeviceSessionTable {
  location_id: string;
  device_id: string;
  token_hash: Buffer;
  expires_at: Instant;
}

export interface DigitalKeyTable {
  location_id: string;
  id: string;
  booking_id: string;
  guest_id: string;
  kind: KeyKind;
  parent_key_id: string | null;
  state: KeyState;
  waiting_for: Generated<string[]>;
  requested_by: IssueTrigger;
  requested_at: Instant;
  validity_source: 'pms' | 'staff';
  check_out_seen: Instant;
  occupancy_id: string | null;
  room_id: string | null;
  valid_from: Instant | null;
  valid_until: Instant | null;
  issued_at: Instant | null;
  with_parent: Generated<boolean>;
  end_reason: KeyEndReason | null;
  ended_at: Instant | null;
  revoke_reason: RevokeReason | null;
  revoke_note: string | null;
  revoked_by: string | null;
  version: Generated<BigCounter>;
  ended_suspended: Generated<boolean>;
  replaced_by: Generated<string | null>;
  door_ids: Generated<string[] | null>;
}

export interface DoorTable {
  location_id: string;
  id: string;
  kind: DoorKind;
  name: string;
  element: string;
  room_id: string | null;
  sort: Generated<number>;
  version: Generated<BigCounter>;
  hours: NullableJsonOf<OpeningHours>;
}

export interface DoorAttemptTable {
  location_id: string;
  id: string;
  device_id: string;
  key_id: string;
  door_id: string | null;
  at: Instant;
  received_at: Instant;
  outcome: 'opened' | 'refused' | 'failed';
  diagnosis: DiagnosisCode | null;
}

export interface DoorKeyTable {
  location_id: string;
  id: string;
  device_id: string;
  point: Buffer;
  key_hash: Buffer;
  offered_at: Instant;
  used_for_key_id: string | null;
}

export interface EnrolmentLinkTable {
  location_id: string;
  id: string;
  booking_id: string;
  guest_id: string;
  secret_hash: Buffer;
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  withdrawn_at: Instant | null;
}

export interface GuestTable {
  location_id: string;
  id: string;
  first_name: string;
  last_name: string;
  email: string | null;
  phone: string | null;
  language: string | null;
  blocked_at: Instant | null;
  erased_at: Instant | null;
}

export interface IdempotentAnswerTable {
  actor: string;
  idempotency_key: string;
  request_hash: Buffer;
  status: number;
  sealed_body: Buffer | null;
  created_at: Instant;
}

export interface InboxHintTable {
  location_id: string;
  id: string;
  connector: string;
  reference: string;
  topic: string | null;
  received_at: Instant;
  settled_at: Instant | null;
  error: string | null;
}

export interface InvitationTable {
  location_id: string;
  id: string;
  booking_id: string;
  parent_key_id: string;
  name: string;
  door_ids: string[] | null;
  valid_until: Instant | null;
  secret_hash: Buffer;
  /** null: staff made it, on the guest's behalf. */
  created_by_device: string | null;
  created_at: Instant;
  expires_at: Instant;
  withdrawn_at: Instant | null;
  withdrawn_by: string | null;
  used_at: Instant | null;
  shared_key_id: string | null;
}

export interface LocationTable {
  second_factor_required: Generated<boolean>;
  id: string;
  brand_id: string;
  name: string;
  time_zone: string;
  check_out_time: string;
  front_desk_phone: string | null;
  lock_system: 'native' | null;
  lock_system_tested_at: Instant | null;
  lock_system_enabled: Generated<boolean>;
  policies: JsonOf<LocationPolicies>;
  reader_group_id: Buffer;
  revocation_version: Generated<BigCounter>;
  demo: Generated<boolean>;
  version: Generated<BigCounter>;
  quarantined_at: Instant | null;
  quarantine: Json | null;
  retention: Json | null;
}

export interface LockTable {
  location_id: string;
  id: string;
  door_id: string;
  reader_sub_id: Buffer;
  lock_id: Buffer;
  lock_point: Buffer;
  certificate: Buffer;
  simulated: boolean;
  healthy: Generated<boolean>;
  commissioned_at: Instant;
  retired_at: Instant | null;
  last_contact_at: Instant | null;
  last_mail_seq: Generated<BigCounter>;
  confirmed_revocation_version: Generated<BigCounter>;
  confirmed_revocation_at: Instant | null;
  journal_last_seq: Generated<BigCounter>;
  journal_last_hash: Buffer;
  configuration_sent: JsonOf<LockConfiguration> | null;
  generation_sent: Generated<BigCounter>;
  confirmed_generation: Generated<BigCounter>;
  confirmed_generation_at: Instant | null;
  time_floor_sent_at: Instant | null;
  battery: 'ok' | 'low' | 'critical' | null;
  clock_known: boolean | null;
  hardware_fault: boolean | null;
  reported_at: Instant | null;
}

export interface LockMailTable {
  location_id: string;
  lock_id: string;
  seq: BigCounter;
  type: number;
  item: Buffer;
  revocation_version: BigCounter | null;
  generation: BigCounter | null;
  created_at: Instant;
  not_after: Instant | null;
  confirmed_at: Instant | null;
  anchor_class: SigningKeyClass | null;
  anchor_epoch: number | null;
  anchor_min_epoch: number | null;
}

export interface LockRefusalTable {
  location_id: string;
  lock_id: string;
  key_hash: Buffer;
  key_id: string;
  until: Instant;
}

export interface OccupancyTable {
  location_id: string;
  id: string;
  booking_id: string;
  room_id: string;
  door_occupancy_id: string;
  generation: BigCounter;
  opened_at: Instant;
  closed_at: Instant | null;
  closed_because: OccupancyCloseReason | null;
}

export interface PmsConnectionTable {
  location_id: string;
  connector: string;
  config: Json;
  sealed_credentials: Buffer;
  webhook_secret_hash: Buffer;
  last_event_at: Instant | null;
  last_error: string | null;
  version: Generated<BigCounter>;
  tested_at: Instant | null;
  caught_up_to: Instant | null;
}

export interface RevocationTable {
  location_id: string;
  key_id: string;
  requested_at: Instant;
  requested_by: string;
  reason: RevokeReason | null;
  note: string | null;
  listed_in_version: BigCounter | null;
  removed_from_device_at: Instant | null;
  enforced_at: Instant | null;
  proof: RevocationProof | null;
}

export interface RoomTable {
  location_id: string;
  id: string;
  number: string;
  floor: number | null;
  pms_unit_id: string | null;
  last_generation: Generated<BigCounter>;
  readiness: 'ready' | 'not_ready' | null;
  readiness_at: Instant | null;
  readiness_source: string | null;
  pms_ready: boolean | null;
  version: Generated<BigCounter>;
}

/** What a signing key signs or opens (docs/protocol §1). */
export type SigningKeyClass = 'reader_issuer' | 'credential' | 'mail' | 'root' | 'seal';

export interface SigningKeyTable {
  location_id: string;
  id: string;
  class: SigningKeyClass;
  epoch: number;
  point: Buffer;
  sealed_private_key: Buffer;
  created_at: Instant;
  retired_at: Instant | null;
  active_at: Generated<Instant | null>;
  retiring_at: Instant | null;
}

export interface StaffAccountTable {
  id: string;
  userId: string;
  accountId: string;
  providerId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Instant | null;
  refreshTokenExpiresAt: Instant | null;
  scope: string | null;
  password: string | null;
  createdAt: Generated<Instant>;
  updatedAt: Generated<Instant>;
}

export interface StaffRoleTable {
  location_id: string;
  staff_id: string;
  role: Role;
}

export interface StaffSessionTable {
  id: string;
  userId: string;
  token: string;
  expiresAt: Instant;
  ipAddress: string | null;
  userAgent: string | null;
  signedInBy: Generated<SignedInBy>;
  /** The company account that opened it. */
  providerId: string | null;
  createdAt: Generated<Instant>;
  updatedAt: Generated<Instant>;
}

export interface StaffTaskTable {
  location_id: string;
  id: string;
  kind: StaffTaskKind;
  booking_id: string | null;
  key_id: string | null;
  detail: Json;
  raised_at: Instant;
  done_at: Instant | null;
  done_by: Generated<string | null>;
  done_by_id: Generated<string | null>;
  done_note: Generated<string | null>;
}

export interface StaffUserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  createdAt: Generated<Instant>;
  updatedAt: Generated<Instant>;
}

export interface StaffVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Instant;
  createdAt: Generated<Instant>;
  updatedAt: Generated<Instant>;
}

export interface Schema extends GuestSideTables, OperationsTables, PlatformTables, SignInTables {
  access_event: AccessEventTable;
  api_key: ApiKeyTable;
  audit_entry: AuditEntryTable;
  booking: BookingTable;
  brand: BrandTable;
  credential: CredentialTable;
  device: DeviceTable;
  device_guest: DeviceGuestTable;
  device_serves: DeviceServesView;
  device_challenge: DeviceChallengeTable;
  device_session: DeviceSessionTable;
  digital_key: DigitalKeyTable;
  door: DoorTable;
  door_attempt: DoorAttemptTable;
  door_key: DoorKeyTable;
  enrolment_link: EnrolmentLinkTable;
  guest: GuestTable;
  idempotent_answer: IdempotentAnswerTable;
  inbox_hint: InboxHintTable;
  invitation: InvitationTable;
  location: LocationTable;
  lock: LockTable;
  lock_mail: LockMailTable;
  lock_refusal: LockRefusalTable;
  occupancy: OccupancyTable;
  pms_connection: PmsConnectionTable;
  revocation: RevocationTable;
  room: RoomTable;
  signing_key: SigningKeyTable;
  staff_account: StaffAccountTable;
  staff_role: StaffRoleTable;
  staff_session: StaffSessionTable;
  staff_task: StaffTaskTable;
  staff_user: StaffUserTable;
  staff_verification: StaffVerificationTable;
}

/** The database, or a transaction on it. */
export type Db = Kysely<Schema>;
export type Trx = Transaction<Schema>;
