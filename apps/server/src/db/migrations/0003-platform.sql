-- Administration over the API: brand administrators, invitations, versions for concurrent edits, emergencies by two persons,
-- outgoing webhooks, and the counters of limits that several servers share. Adds only: an older server goes on serving.

alter table location add column version bigint not null default 1;
alter table room add column version bigint not null default 1;
alter table door add column version bigint not null default 1;
alter table pms_connection add column version bigint not null default 1;
alter table pms_connection add column tested_at timestamptz(3);
alter table api_key add column created_by text;

-- Who administers a brand. They also hold brand_admin at each of its locations by a row of staff_role: what a request asks for stays
-- with the location.
create table brand_role (
  brand_id uuid not null references brand (id),
  staff_id text not null references staff_user (id) on delete cascade,
  primary key (brand_id, staff_id)
);
create index on brand_role (staff_id);
-- Whoever was brand administrator by rows at locations only.
insert into brand_role (brand_id, staff_id)
  select distinct l.brand_id, r.staff_id from staff_role r join location l on l.id = r.location_id where r.role = 'brand_admin'
  on conflict do nothing;

-- An invitation to a location, or to a brand's administration (location_id null). Small and, like the sign-in tables, not per location:
-- whoever redeems it knows its secret only.
create table staff_invitation (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  location_id uuid references location (id),
  role text not null check (role in ('front_desk', 'location_admin', 'brand_admin', 'viewer')),
  email text not null,
  name text not null,
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  created_by text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  withdrawn_at timestamptz(3),
  check (location_id is not null or role = 'brand_admin')
);
create index on staff_invitation (location_id, created_at desc, id desc);

-- An emergency action that waits for a second person (docs/domain.md §2).
create table emergency_request (
  location_id uuid not null references location (id),
  id uuid not null,
  kind text not null check (kind in ('revoke_all', 'rotate_signing_keys')),
  reason text not null,
  requested_by text not null,
  requested_by_name text not null,
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  confirmed_by text,
  confirmed_by_name text,
  confirmed_at timestamptz(3),
  withdrawn_by text,
  withdrawn_at timestamptz(3),
  -- set when the action has been carried out whole; a job may take a while over a large hotel
  done_at timestamptz(3),
  result jsonb,
  primary key (location_id, id),
  check ((confirmed_at is null) = (confirmed_by is null)),
  check (confirmed_at is null or withdrawn_at is null),
  -- never by one person alone, whatever the code does
  check (confirmed_by is null or confirmed_by <> requested_by)
);
create index on emergency_request (location_id, requested_at desc, id desc);
-- One of a kind at a time: two administrators who both ask for it shall confirm each other's, not pass by each other.
create unique index emergency_request_open on emergency_request (location_id, kind)
  where confirmed_at is null and withdrawn_at is null;

-- Outgoing webhooks (standardwebhooks.com). Secrets are sealed under the master key.
create table webhook_endpoint (
  location_id uuid not null references location (id),
  id uuid not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  sealed_secret bytea not null,
  -- after a rotation the old secret signs beside the new one for a while
  sealed_old_secret bytea,
  old_secret_until timestamptz(3),
  created_by text not null,
  created_at timestamptz(3) not null,
  version bigint not null default 1,
  -- since when nothing could be delivered; null after a success
  failing_since timestamptz(3),
  disabled_at timestamptz(3),
  disabled_because text check (disabled_because in ('gone', 'failing', 'by_staff')),
  deleted_at timestamptz(3),
  primary key (location_id, id),
  check ((disabled_at is null) = (disabled_because is null))
);

-- What happened, as it is told: ids and states, no personal data. The id is the webhook-id, the same at every retry.
create table webhook_event (
  location_id uuid not null references location (id),
  id uuid not null,
  type text not null,
  at timestamptz(3) not null,
  data jsonb not null,
  primary key (location_id, id)
);
create index on webhook_event (location_id, at desc, id desc);

create table webhook_delivery (
  location_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  created_at timestamptz(3) not null,
  next_attempt_at timestamptz(3),
  last_attempt_at timestamptz(3),
  last_status integer,
  last_error text,
  delivered_at timestamptz(3),
  primary key (location_id, id),
  unique (location_id, endpoint_id, event_id),
  foreign key (location_id, endpoint_id) references webhook_endpoint (location_id, id),
  foreign key (location_id, event_id) references webhook_event (location_id, id) on delete cascade,
  check ((state = 'pending') = (next_attempt_at is not null)),
  check ((state = 'delivered') = (delivered_at is not null))
);
create index on webhook_delivery (location_id, endpoint_id, created_at desc, id desc);
create index webhook_delivery_due on webhook_delivery (location_id, endpoint_id, next_attempt_at) where state = 'pending';

-- How far the audit chain has been told to webhooks, by its seq.
create table webhook_progress (
  location_id uuid primary key references location (id),
  audit_seq bigint not null
);

-- Counters of limits: what all servers together have counted. Unlogged, because losing them costs one window's worth of counting.
-- The key is a hash: who asked how often is nobody's business later on.
create unlogged table rate_count (
  key bytea not null check (octet_length(key) = 16),
  window_start timestamptz(3) not null,
  window_end timestamptz(3) not null,
  count integer not null,
  primary key (key, window_start)
);
create index on rate_count (window_end);
