-- Links by which staff set a new password, sent by e-mail. Only adds.
create table staff_password_reset (
  id uuid primary key,
  staff_id text not null references staff_user (id) on delete cascade,
  -- whose mail server sends it
  location_id uuid not null references location (id) on delete cascade,
  language text not null,
  -- SHA-256 of the link's secret; null until it is made, a moment before it is sent
  secret_hash bytea unique check (octet_length(secret_hash) = 32),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  sent_at timestamptz(3),
  used_at timestamptz(3)
);
create index on staff_password_reset (staff_id);
create index on staff_password_reset (location_id);
create index on staff_password_reset (expires_at);
