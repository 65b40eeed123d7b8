-- A second factor for passwords: codes of an authenticator app (RFC 6238), recovery codes, and where one is asked for. Only adds.
create table staff_second_factor (
  staff_id text primary key references staff_user (id) on delete cascade,
  -- AES-256-GCM under the sealing key, bound to the person
  sealed_secret bytea not null,
  created_at timestamptz(3) not null,
  -- null: being set up, asked of nobody yet
  confirmed_at timestamptz(3),
  -- the newest 30-second step whose code was taken: that code and older ones are worth nothing
  last_step bigint,
  -- wrong codes in the 24 hours since the first of them
  wrong_since timestamptz(3),
  wrong_count integer not null default 0
);
create table staff_recovery_code (
  staff_id text not null references staff_user (id) on delete cascade,
  -- SHA-256 of the person's id and the code, whose 78 bits nobody tries out
  code_hash bytea not null check (octet_length(code_hash) = 32),
  used_at timestamptz(3),
  primary key (staff_id, code_hash)
);

alter table location add column second_factor_required boolean not null default false;
alter table brand add column second_factor_required boolean not null default false;
