-- The first schema. Every table of a location starts its keys with location_id, so that it can be spread by location.
-- Instants are timestamptz(3). Ids are UUIDv7 made by the server. Nothing here holds a secret in the clear.

create table brand (
  id uuid primary key,
  name text not null
);

create table location (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  name text not null,
  time_zone text not null,
  check_out_time text not null check (check_out_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  front_desk_phone text,
  lock_system text check (lock_system in ('native')),
  lock_system_tested_at timestamptz(3),
  lock_system_enabled boolean not null default false,
  policies jsonb not null,
  -- 16 random bytes: the reader group id of every lock of the location (docs/protocol §1)
  reader_group_id bytea not null unique check (octet_length(reader_group_id) = 16),
  -- seconds since 1970 of the newest revocation lists; strictly rising, so that no two lists share a time (docs/protocol §5.4)
  revocation_version bigint not null default 0,
  demo boolean not null default false
);

-- P-256 signing keys of a location by class (docs/protocol §1); the private part is sealed under the master key.
create table signing_key (
  location_id uuid not null references location (id),
  id uuid not null,
  class text not null check (class in ('reader_issuer', 'credential', 'mail', 'root', 'seal')),
  epoch integer not null,
  point bytea not null check (octet_length(point) = 65),
  sealed_private_key bytea not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3),
  primary key (location_id, id),
  unique (location_id, class, epoch)
);

-- Staff: sign-in tables are better-auth's own shapes (user, session, account, verification), small and not per location.
create table staff_user (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table staff_session (
  id text primary key,
  "userId" text not null references staff_user (id) on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on staff_session ("userId");
create table staff_account (
  id text primary key,
  "userId" text not null references staff_user (id) on delete cascade,
  "accountId" text not null,
  "providerId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on staff_account ("userId");
create table staff_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on staff_verification (identifier);

create table staff_role (
  location_id uuid not null references location (id),
  staff_id text not null references staff_user (id) on delete cascade,
  role text not null check (role in ('front_desk', 'location_admin', 'brand_admin', 'viewer')),
  primary key (location_id, staff_id)
);
create index on staff_role (staff_id);

create table api_key (
  location_id uuid not null references location (id),
  id uuid not null,
  name text not null,
  scopes text[] not null,
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  primary key (location_id, id)
);

create table pms_connection (
  location_id uuid primary key references location (id),
  connector text not null,
  config jsonb not null,
  sealed_credentials bytea not null,
  -- the webhook's address is its only protection (Apaleo signs nothing): we keep the hash of its secret part
  webhook_secret_hash bytea not null unique check (octet_length(webhook_secret_hash) = 32),
  last_event_at timestamptz(3),
  last_error text
);

create table room (
  location_id uuid not null references location (id),
  id uuid not null,
  number text not null,
  floor integer,
  -- the PMS's own id of the room, where it has one
  pms_unit_id text,
  -- generation of the newest occupancy (docs/protocol §7.4); never goes down
  last_generation bigint not null default 0,
  primary key (location_id, id),
  unique (location_id, number)
);
create unique index on room (location_id, pms_unit_id) where pms_unit_id is not null;

create table door (
  location_id uuid not null references location (id),
  id uuid not null,
  kind text not null check (kind in ('room', 'common', 'connecting')),
  name text not null,
  -- opaque text in Access Documents, at most 24 characters (docs/protocol §7.1); all doors of a room share the room's
  element text not null check (element ~ '^[a-z0-9:._-]{1,24}$'),
  room_id uuid,
  sort integer not null default 0,
  primary key (location_id, id),
  foreign key (location_id, room_id) references room (location_id, id),
  check ((kind = 'common') = (room_id is null))
);
create index on door (location_id, room_id);
create unique index door_common_element on door (location_id, element) where kind = 'common';

create table lock (
  location_id uuid not null references location (id),
  id uuid not null,
  door_id uuid not null,
  -- 16 random bytes per commissioning; the door protocol's lockId is its last 8 (docs/protocol §1)
  reader_sub_id bytea not null unique check (octet_length(reader_sub_id) = 16),
  lock_id bytea not null check (octet_length(lock_id) = 8),
  lock_point bytea not null check (octet_length(lock_point) = 65),
  certificate bytea not null,
  simulated boolean not null,
  healthy boolean not null default true,
  commissioned_at timestamptz(3) not null,
  retired_at timestamptz(3),
  last_contact_at timestamptz(3),
  last_mail_seq bigint not null default 0,
  -- newest revocation_version that this lock proved to have applied
  confirmed_revocation_version bigint not null default 0,
  confirmed_revocation_at timestamptz(3),
  journal_last_seq bigint not null default 0,
  journal_last_hash bytea not null,
  primary key (location_id, id),
  foreign key (location_id, door_id) references door (location_id, id),
  unique (location_id, lock_id)
);
create unique index lock_one_per_door on lock (location_id, door_id) where retired_at is null;

create table guest (
  location_id uuid not null references location (id),
  id uuid not null,
  first_name text not null,
  last_name text not null,
  email text,
  phone text,
  language text,
  -- Staff said no to this guest's keys: nothing is issued while it stands
  blocked_at timestamptz(3),
  primary key (location_id, id)
);

create table booking (
  location_id uuid not null references location (id),
  id uuid not null,
  -- the PMS's own id of the reservation; one booking per reference
  reference text not null,
  source text not null,
  status text not null check (status in ('confirmed', 'checked_in', 'checked_out', 'cancelled', 'no_show')),
  room_id uuid,
  arrival_date date not null,
  departure_date date not null,
  pms_check_out_at timestamptz(3),
  guest_id uuid not null,
  id_verification text not null default 'not_verified'
    check (id_verification in ('not_verified', 'pending', 'verified', 'failed', 'manual_override')),
  mobile_check_in text not null default 'not_started'
    check (mobile_check_in in ('not_started', 'submitted', 'approved', 'declined')),
  -- name, e-mail, phone, reference and room in one lower-case text for search
  search_text text not null,
  -- Staff revoked and have not issued again (a trigger never undoes it) is read from the keys; version is the ETag
  version bigint not null default 1,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (location_id, id),
  unique (location_id, reference),
  foreign key (location_id, room_id) references room (location_id, id),
  foreign key (location_id, guest_id) references guest (location_id, id),
  check (departure_date >= arrival_date)
);
create index on booking (location_id, arrival_date desc, id desc);
create index on booking (location_id, room_id) where status = 'checked_in';
create index on booking (location_id, guest_id);

create table occupancy (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  room_id uuid not null,
  -- What the door sees and keys name: equal for bookings that share the room
  door_occupancy_id uuid not null,
  generation bigint not null,
  opened_at timestamptz(3) not null,
  closed_at timestamptz(3),
  closed_because text check (closed_because in ('checked_out', 'moved', 'cancelled', 'check_in_undone')),
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  foreign key (location_id, room_id) references room (location_id, id)
);
create index on occupancy (location_id, booking_id);
create index on occupancy (location_id, room_id) where closed_at is null;

create table device (
  location_id uuid not null references location (id),
  id uuid not null,
  guest_id uuid not null,
  name text not null,
  sign_in_point bytea not null check (octet_length(sign_in_point) = 65),
  bluetooth text not null default 'unknown' check (bluetooth in ('unknown', 'on', 'off', 'not_allowed', 'unsupported')),
  enrolled_at timestamptz(3) not null,
  last_seen_at timestamptz(3),
  -- live connections now, on any server; cleared by a sweep when a server dies
  online_until timestamptz(3),
  removed_at timestamptz(3),
  primary key (location_id, id),
  foreign key (location_id, guest_id) references guest (location_id, id)
);
create unique index device_by_id on device (id);
create index on device (location_id, guest_id) where removed_at is null;

create table device_session (
  location_id uuid not null,
  device_id uuid not null,
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  expires_at timestamptz(3) not null,
  foreign key (location_id, device_id) references device (location_id, id) on delete cascade
);
create index on device_session (expires_at);

create table device_challenge (
  challenge_hash bytea primary key check (octet_length(challenge_hash) = 32),
  device_id uuid not null,
  expires_at timestamptz(3) not null
);

-- Public points of door key pairs that phones made ahead; each serves one credential of one occupancy and is never used again.
create table door_key (
  location_id uuid not null references location (id),
  id uuid not null,
  device_id uuid not null,
  point bytea not null unique check (octet_length(point) = 65),
  -- SHA-256 of the point; doors' journals name a phone by its first 8 bytes
  key_hash bytea not null check (octet_length(key_hash) = 32),
  offered_at timestamptz(3) not null,
  used_for_key_id uuid,
  primary key (location_id, id),
  foreign key (location_id, device_id) references device (location_id, id)
);
create index door_key_by_subject on door_key (location_id, substring(key_hash from 1 for 8));
create index door_key_spare on door_key (location_id, device_id, offered_at) where used_for_key_id is null;

create table enrolment_link (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  guest_id uuid not null,
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  created_by text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  withdrawn_at timestamptz(3),
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id)
);
create index on enrolment_link (location_id, booking_id);

-- Digital keys. The checks hold what docs/domain.md §5 says of each state.
create table digital_key (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  guest_id uuid not null,
  kind text not null check (kind in ('primary', 'shared')),
  parent_key_id uuid,
  state text not null check (state in ('waiting', 'issued', 'suspended', 'ended')),
  waiting_for text[] not null default '{}',
  requested_by text not null,
  requested_at timestamptz(3) not null,
  validity_source text not null check (validity_source in ('pms', 'staff')),
  check_out_seen timestamptz(3) not null,
  -- occupancy.door_occupancy_id
  occupancy_id uuid,
  room_id uuid,
  valid_from timestamptz(3),
  valid_until timestamptz(3),
  issued_at timestamptz(3),
  with_parent boolean not null default false,
  end_reason text check (end_reason in ('revoked', 'checked_out', 'expired', 'superseded', 'replaced')),
  ended_at timestamptz(3),
  revoke_reason text,
  revoke_note text,
  revoked_by text,
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  foreign key (location_id, parent_key_id) references digital_key (location_id, id),
  check ((state = 'ended') = (end_reason is not null and ended_at is not null)),
  check (state not in ('issued', 'suspended')
    or (occupancy_id is not null and room_id is not null and valid_from < valid_until and issued_at is not null)),
  check ((kind = 'shared') = (parent_key_id is not null))
);
create index on digital_key (location_id, booking_id, requested_at);
create index on digital_key (location_id, valid_until) where state in ('waiting', 'issued', 'suspended');

-- An ended key never comes back (invariant 16): the database itself refuses.
create function refuse_revival() returns trigger language plpgsql as $$
begin
  raise exception 'an ended key never comes back' using errcode = 'check_violation', constraint = 'digital_key_no_revival';
end $$;
create trigger digital_key_no_revival before update on digital_key
  for each row when (old.state = 'ended' and (new.state <> 'ended' or new.end_reason <> old.end_reason))
  execute function refuse_revival();

-- What one device holds of one key. A renewal replaces document and lease in place.
create table credential (
  location_id uuid not null references location (id),
  id uuid not null,
  key_id uuid not null,
  device_id uuid not null,
  door_key_id uuid not null,
  document bytea,
  signed_at timestamptz(3),
  lease_until timestamptz(3),
  -- longest lease that ever left the server
  longest_lease_until timestamptz(3),
  door_ids uuid[] not null,
  state text not null check (state in ('to_deliver', 'delivered', 'removed')),
  -- true: the phone should hold it; false: the phone should delete it
  wanted boolean not null default true,
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  removed_at timestamptz(3),
  primary key (location_id, id),
  unique (location_id, door_key_id),
  foreign key (location_id, key_id) references digital_key (location_id, id),
  foreign key (location_id, device_id) references device (location_id, id),
  foreign key (location_id, door_key_id) references door_key (location_id, id)
);
create unique index credential_one_per_device on credential (location_id, key_id, device_id) where wanted;
create index on credential (location_id, device_id) where state <> 'removed';

-- Taking a key away: one row per ended key that had credentials; progress is computed from proofs, never set by hand.
create table revocation (
  location_id uuid not null references location (id),
  key_id uuid not null,
  requested_at timestamptz(3) not null,
  requested_by text not null,
  reason text,
  note text,
  -- lists of this version and later hold it; null until written
  listed_in_version bigint,
  removed_from_device_at timestamptz(3),
  enforced_at timestamptz(3),
  proof text check (proof in ('deleted_on_device', 'confirmed_by_locks', 'lease_ended', 'never_delivered')),
  primary key (location_id, key_id),
  foreign key (location_id, key_id) references digital_key (location_id, id),
  check ((enforced_at is null) = (proof is null))
);
create index on revocation (location_id) where enforced_at is null;

-- What each lock has to refuse, until the last lease that it blocks is over.
create table lock_refusal (
  location_id uuid not null references location (id),
  lock_id uuid not null,
  key_hash bytea not null check (octet_length(key_hash) = 32),
  key_id uuid not null,
  until timestamptz(3) not null,
  primary key (location_id, lock_id, key_hash),
  foreign key (location_id, lock_id) references lock (location_id, id)
);

-- Signed mail for locks (docs/protocol §7.8), newest per type is what a carrier needs.
create table lock_mail (
  location_id uuid not null references location (id),
  lock_id uuid not null,
  seq bigint not null,
  type integer not null,
  item bytea not null,
  revocation_version bigint,
  created_at timestamptz(3) not null,
  not_after timestamptz(3),
  confirmed_at timestamptz(3),
  primary key (location_id, lock_id, seq),
  foreign key (location_id, lock_id) references lock (location_id, id)
);
create index on lock_mail (location_id, lock_id, type, seq desc) where confirmed_at is null;

create table access_event (
  location_id uuid not null references location (id),
  id uuid not null,
  lock_id uuid not null,
  door_id uuid not null,
  seq bigint not null,
  at timestamptz(3),
  received_at timestamptz(3) not null,
  event text not null,
  reason_code text,
  diagnosis text,
  confirmed boolean not null,
  fast boolean not null default false,
  key_id uuid,
  booking_id uuid,
  occupancy_id uuid,
  generation bigint,
  primary key (location_id, id),
  unique (location_id, lock_id, seq, event)
);
create index on access_event (location_id, received_at desc, id desc);
create index on access_event (location_id, booking_id, received_at desc);
create index on access_event (location_id, door_id, received_at desc);

-- What a phone says of its own tries: for diagnosis only.
create table door_attempt (
  location_id uuid not null references location (id),
  id uuid not null,
  device_id uuid not null,
  key_id uuid not null,
  door_id uuid,
  at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  outcome text not null check (outcome in ('opened', 'refused', 'failed')),
  diagnosis text,
  primary key (location_id, id)
);
create index on door_attempt (location_id, key_id, received_at desc);

-- Written in the transaction of what it tells; a job right after gives each entry its place in the location's hash chain, so that
-- writers never queue for the chain's head.
create table audit_entry (
  location_id uuid not null references location (id),
  id uuid not null,
  at timestamptz(3) not null,
  actor text not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  booking_id uuid,
  reason text,
  before jsonb,
  after jsonb,
  seq bigint,
  previous_hash bytea,
  hash bytea,
  primary key (location_id, id),
  unique (location_id, seq),
  check ((seq is null) = (hash is null))
);
create index on audit_entry (location_id, at desc, id desc);
create index on audit_entry (location_id, booking_id, at desc);
create index on audit_entry (location_id) where seq is null;

-- Something for staff to decide.
create table staff_task (
  location_id uuid not null references location (id),
  id uuid not null,
  kind text not null,
  booking_id uuid,
  key_id uuid,
  detail jsonb not null,
  raised_at timestamptz(3) not null,
  done_at timestamptz(3),
  primary key (location_id, id)
);
create unique index staff_task_open on staff_task (location_id, kind, key_id) where done_at is null;

-- PMS hints as they came: durable before they are acknowledged.
create table inbox_hint (
  location_id uuid not null references location (id),
  id uuid not null,
  connector text not null,
  reference text not null,
  topic text,
  received_at timestamptz(3) not null,
  settled_at timestamptz(3),
  error text,
  primary key (location_id, id)
);
create index on inbox_hint (location_id, received_at desc);

-- Answers of commands by idempotency key, written in the command's own transaction; sealed, because an answer may hold a secret
-- that the server keeps nowhere else (a guest link).
create table idempotent_answer (
  actor text not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status integer not null,
  sealed_body bytea,
  created_at timestamptz(3) not null,
  primary key (actor, idempotency_key)
);
create index on idempotent_answer (created_at);
