-- Passkeys of staff, the one-time challenges they answer, and how each session was signed in. Only adds.
create table staff_passkey (
  id uuid primary key,
  staff_id text not null references staff_user (id) on delete cascade,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  -- COSE key, as the authenticator gave it
  public_key bytea not null,
  -- the authenticator's own count of its signatures; stays 0 where it keeps none
  counter bigint not null,
  transports text[] not null,
  -- kept by a password manager or cloud account, so that it outlives the device
  backed_up boolean not null,
  name text not null check (name <> ''),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index on staff_passkey (staff_id);

-- a challenge is deleted when it is answered, rightly or wrongly
create table passkey_challenge (
  challenge_hash bytea primary key check (octet_length(challenge_hash) = 32),
  -- whose passkey is to be added; null: to sign in, nobody is known yet
  staff_id text references staff_user (id) on delete cascade,
  expires_at timestamptz(3) not null
);
create index on passkey_challenge (expires_at);

alter table staff_session add column "signedInBy" text not null default 'password';
