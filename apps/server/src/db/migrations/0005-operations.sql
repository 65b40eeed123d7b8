-- What operating it needs: server processes, signing-key rotation, the wrapped sealing key, quarantine after a restore, retention,
-- and the personal parts of audit entries kept aside.

-- Server processes on this database. One that no longer says it is there loses its sessions and its jobs to the others.
create table server_process (
  id uuid primary key,
  -- what graphile-worker writes into locked_by
  worker_pool text not null,
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null
);

-- The key that seals every sealed_* column, itself wrapped by a master key or a key service; one row per way to open it.
create table sealing_key (
  id uuid primary key,
  provider text not null check (provider in ('master_key', 'vault')),
  -- the master key's fingerprint, or the key's name at the service
  key_ref text not null,
  wrapped bytea not null,
  created_at timestamptz(3) not null,
  unique (provider, key_ref)
);

-- Since when the key signs; null: announced to the locks, not used yet. Keys of servers before this sign from their making.
alter table signing_key add column active_at timestamptz(3) default now();
-- Since when the locks are told to drop it
alter table signing_key add column retiring_at timestamptz(3);

-- Which lock holds which trust anchor: from its commissioning, or from its own word in the journal (docs/protocol §7.10).
create table lock_anchor (
  location_id uuid not null references location (id),
  lock_id uuid not null,
  class text not null check (class in ('reader_issuer', 'credential', 'mail', 'root', 'seal')),
  epoch integer not null,
  confirmed_at timestamptz(3) not null,
  -- the lock's word that older ones of the class are gone from it
  oldest_dropped_at timestamptz(3),
  primary key (location_id, lock_id, class, epoch),
  foreign key (location_id, lock_id) references lock (location_id, id)
);
-- Locks commissioned before hold what there was: one key per class.
insert into lock_anchor (location_id, lock_id, class, epoch, confirmed_at)
  select l.location_id, l.id, k.class, k.epoch, l.commissioned_at
  from lock l join signing_key k on k.location_id = l.location_id and k.retired_at is null;

-- What an anchor mail says, to know what a lock's word about it means
alter table lock_mail add column anchor_class text;
alter table lock_mail add column anchor_epoch integer;
alter table lock_mail add column anchor_min_epoch integer;

-- Set by a restore: nothing is issued, renewed or sent until an administrator lifts it (invariants 16 and 20).
alter table location add column quarantined_at timestamptz(3);
alter table location add column quarantine jsonb;

-- Days that personal data is kept, where a location chose otherwise than the defaults; and how far the sweep has come.
alter table location add column retention jsonb;
create table retention_mark (
  location_id uuid not null references location (id),
  item text not null,
  done_until timestamptz(3) not null,
  primary key (location_id, item)
);
alter table guest add column erased_at timestamptz(3);

-- The personal part of an audit entry. The entry holds only SHA-256(salt ‖ value), so that deleting this row erases it and the chain
-- still verifies.
create table audit_personal (
  location_id uuid not null references location (id),
  entry_id uuid not null,
  at timestamptz(3) not null,
  salt bytea not null check (octet_length(salt) = 32),
  value jsonb not null,
  primary key (location_id, entry_id),
  foreign key (location_id, entry_id) references audit_entry (location_id, id)
);
create index on audit_personal (location_id, at);
