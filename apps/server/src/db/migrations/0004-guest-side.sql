-- Messages to guests, ID verification and mobile check-in. Only new tables and nullable columns: an older server may go on serving.
-- Every table with personal data names its owner (guest_id, booking_id or device_id) and a time, for retention and erasure.

-- The key pair that push services know this installation by (RFC 8292); the private part is sealed under the master key.
create table push_key (
  id uuid primary key,
  point bytea not null check (octet_length(point) = 65),
  sealed_private_key bytea not null,
  created_at timestamptz(3) not null
);
-- A browser binds its subscription to one key: there is one for the whole installation.
create unique index push_key_only_one on push_key ((true));

-- How a location reaches its guests. Without a row nothing is told.
create table message_settings (
  location_id uuid primary key references location (id),
  -- kinds, channels and their order, times of fallback: MessagePolicy of packages/api
  policy jsonb not null,
  -- how e-mail leaves: SMTP, or kept in captured_message (demo), or not at all
  email_mode text not null default 'off' check (email_mode in ('off', 'smtp', 'captured')),
  email_from text,
  smtp jsonb,
  sealed_smtp_password bytea,
  -- connector of packages/connectors/src/sms; null: no SMS
  sms_connector text,
  sms_config jsonb,
  sealed_sms_credentials bytea,
  -- secret part of the address that the provider reports deliveries to
  sms_callback_hash bytea unique check (octet_length(sms_callback_hash) = 32),
  sealed_sms_callback_secret bytea,
  -- what happened before is not told any more
  since timestamptz(3) not null,
  version bigint not null default 1,
  changed_at timestamptz(3) not null
);

-- One thing to tell one guest: at most one row per kind and subject, whatever repeats.
create table message (
  location_id uuid not null references location (id),
  id uuid not null,
  guest_id uuid not null,
  booking_id uuid not null,
  kind text not null,
  -- what it is about: the id of a key, occupancy, invitation, submission …, with the instant where that is what changed
  subject text not null,
  state text not null default 'open' check (state in ('open', 'done', 'failed', 'void')),
  -- an address other than the guest's own, for someone invited
  to_email text,
  -- path with the secret of a one-time link, sealed; one link for all channels
  sealed_link bytea,
  enrolment_link_id uuid,
  -- facts as they were told, for the comparison "later than what the guest was told"
  told jsonb,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (location_id, id),
  unique (location_id, guest_id, kind, subject),
  foreign key (location_id, guest_id) references guest (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  check ((state = 'open') = (ended_at is null))
);
create index on message (location_id, booking_id, created_at desc);
create index on message (location_id, enrolment_link_id) where enrolment_link_id is not null;
create index on message (location_id, created_at);

-- One channel of one message. No address and no text is kept here.
create table message_attempt (
  location_id uuid not null references location (id),
  id uuid not null,
  message_id uuid not null,
  channel text not null check (channel in ('push', 'email', 'sms')),
  state text not null check (state in ('sending', 'failed', 'sent', 'delivered', 'opened', 'used')),
  tries integer not null default 1,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  opened_at timestamptz(3),
  used_at timestamptz(3),
  -- set while a failure may pass
  retry_at timestamptz(3),
  error text,
  -- the provider's id of the message
  provider_ref text,
  primary key (location_id, id),
  unique (location_id, message_id, channel),
  foreign key (location_id, message_id) references message (location_id, id) on delete cascade
);
create index on message_attempt (location_id, provider_ref) where provider_ref is not null;

-- Where push messages for a phone go: endpoint and keys, sealed.
create table push_subscription (
  location_id uuid not null references location (id),
  id uuid not null,
  device_id uuid not null,
  endpoint_hash bytea not null check (octet_length(endpoint_hash) = 32),
  sealed bytea not null,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  ended_at timestamptz(3),
  end_reason text check (end_reason in ('unsubscribed', 'replaced', 'gone', 'device_removed')),
  primary key (location_id, id),
  unique (location_id, device_id, endpoint_hash),
  foreign key (location_id, device_id) references device (location_id, id) on delete cascade,
  check ((ended_at is null) = (end_reason is null))
);
create index on push_subscription (location_id, device_id) where ended_at is null;

-- E-mail (and SMS) that did not leave: the demo's outbox. The text may hold a one-time link and is sealed.
create table captured_message (
  location_id uuid not null references location (id),
  id uuid not null,
  message_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  sealed bytea not null,
  captured_at timestamptz(3) not null,
  primary key (location_id, id),
  foreign key (location_id, message_id) references message (location_id, id) on delete cascade
);
create index on captured_message (location_id, captured_at desc, id desc);

-- What a location asks of arriving guests: ArrivalPolicy of packages/api. Without a row neither is offered.
create table arrival_settings (
  location_id uuid primary key references location (id),
  policy jsonb not null,
  -- settings and credentials of an ID verification provider other than the built-in one
  verification_connector text not null default 'review',
  verification_config jsonb,
  sealed_verification_credentials bytea,
  verification_callback_hash bytea unique check (octet_length(verification_callback_hash) = 32),
  version bigint not null default 1,
  changed_at timestamptz(3) not null
);

-- One try of a guest to prove who they are.
create table id_check (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  guest_id uuid not null,
  device_id uuid,
  connector text not null,
  document_kind text check (document_kind in ('passport', 'id_card', 'driving_licence', 'residence_permit')),
  state text not null check (state in ('collecting', 'pending', 'decided', 'abandoned')),
  decision text check (decision in ('verified', 'failed')),
  reason text,
  decided_by text,
  provider_ref text,
  started_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  decided_at timestamptz(3),
  images_deleted_at timestamptz(3),
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  foreign key (location_id, guest_id) references guest (location_id, id),
  check ((state = 'decided') = (decision is not null and decided_at is not null))
);
create unique index id_check_one_open on id_check (location_id, booking_id) where state in ('collecting', 'pending');
create index on id_check (location_id, booking_id, started_at desc);
create index on id_check (location_id, submitted_at) where state = 'pending';
create index on id_check (location_id, started_at) where images_deleted_at is null;
create index on id_check (location_id, provider_ref) where provider_ref is not null;

-- Images of documents: each under a data key of its own, which is sealed under the master key; content in sealed pieces.
create table id_image (
  location_id uuid not null references location (id),
  id uuid not null,
  check_id uuid not null,
  side text not null check (side in ('front', 'back', 'face')),
  media_type text not null check (media_type in ('image/jpeg', 'image/png')),
  width integer not null,
  height integer not null,
  bytes integer not null,
  sealed_key bytea not null,
  created_at timestamptz(3) not null,
  primary key (location_id, id),
  unique (location_id, check_id, side),
  foreign key (location_id, check_id) references id_check (location_id, id) on delete cascade
);
create table id_image_piece (
  location_id uuid not null references location (id),
  image_id uuid not null,
  piece integer not null,
  sealed bytea not null,
  primary key (location_id, image_id, piece),
  foreign key (location_id, image_id) references id_image (location_id, id) on delete cascade
);

-- What a guest submitted to check in by phone; the newest row of a booking counts.
create table check_in_request (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  guest_id uuid not null,
  device_id uuid,
  -- waiting: approved by policy or staff as soon as the room is ready
  state text not null check (state in ('submitted', 'waiting', 'approved', 'declined', 'withdrawn')),
  -- registration fields as the guest typed them, sealed
  sealed_details bytea,
  arrival_at timestamptz(3),
  terms_version text,
  terms_accepted_at timestamptz(3),
  submitted_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by text,
  reason text,
  -- what became of asking the PMS to check the guest in
  pms_check_in text check (pms_check_in in ('wanted', 'done', 'refused', 'not_supported')),
  pms_check_in_at timestamptz(3),
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  foreign key (location_id, guest_id) references guest (location_id, id)
);
create unique index check_in_request_one_open on check_in_request (location_id, booking_id) where state in ('submitted', 'waiting');
create index on check_in_request (location_id, booking_id, submitted_at desc);
create index on check_in_request (location_id, submitted_at) where state in ('submitted', 'waiting');

-- Whether the room is made up. Null: nobody told, which counts as ready where the location does not ask for it.
alter table room add column readiness text check (readiness in ('ready', 'not_ready'));
alter table room add column readiness_at timestamptz(3);
alter table room add column readiness_source text;
