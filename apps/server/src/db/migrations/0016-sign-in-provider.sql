-- Staff sign in with their company account (OpenID Connect): whose provider it is, whom it has shown, and sessions that it opened. Only adds.
create table sign_in_provider (
  id uuid primary key,
  brand_id uuid not null references brand (id) on delete cascade,
  -- null: for all locations of the brand
  location_id uuid references location (id) on delete cascade,
  name text not null check (name <> ''),
  issuer text not null check (issuer <> ''),
  client_id text not null check (client_id <> ''),
  -- AES-256-GCM under the sealing key, bound to the provider
  sealed_client_secret bytea not null,
  -- the provider asks for a second factor itself, says who administers here
  second_factor boolean not null default false,
  use text not null default 'off' check (use in ('off', 'offered', 'required')),
  created_at timestamptz(3) not null,
  tested_at timestamptz(3),
  last_problem text,
  -- nobody is let in, or kept out, by what nobody ever came through
  check (use = 'off' or tested_at is not null)
);
create unique index on sign_in_provider (location_id) where location_id is not null;
create unique index on sign_in_provider (brand_id) where location_id is null;
create index on sign_in_provider (brand_id);

-- whom a provider means by a subject: told apart by e-mail once, by the subject ever after
create table staff_provider_identity (
  provider_id uuid not null references sign_in_provider (id) on delete cascade,
  subject text not null,
  staff_id text not null references staff_user (id) on delete cascade,
  created_at timestamptz(3) not null,
  primary key (provider_id, subject),
  unique (provider_id, staff_id)
);
create index on staff_provider_identity (staff_id);

-- a sign-in on its way through a provider; deleted when its answer comes, right or wrong
create table provider_sign_in (
  -- SHA-256 of the secret that the browser holds
  secret_hash bytea primary key check (octet_length(secret_hash) = 32),
  provider_id uuid not null references sign_in_provider (id) on delete cascade,
  -- a test of the set-up by this person, which opens no session
  tested_by text references staff_user (id) on delete cascade,
  expires_at timestamptz(3) not null
);
create index on provider_sign_in (provider_id);
create index on provider_sign_in (expires_at);

-- sessions that a company account opened; those of before came otherwise
alter table staff_session add column "providerId" uuid references sign_in_provider (id) on delete cascade;
