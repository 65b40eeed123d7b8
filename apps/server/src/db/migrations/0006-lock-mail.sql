-- What each lock was sent and has confirmed of configuration, generation and time, and how it says it is.

alter table lock
  -- the configuration of the newest mail of type 5 (docs/protocol §7.8); null until one was written
  add column configuration_sent jsonb,
  -- generation floor of the newest mail of type 6, and the highest generation that the lock's own journal proves it stores
  add column generation_sent bigint not null default 0,
  add column confirmed_generation bigint not null default 0,
  add column confirmed_generation_at timestamptz(3),
  add column time_floor_sent_at timestamptz(3),
  -- the lock's state as its gateway reports it, or as its journal shows; null: nobody has said
  add column battery text check (battery in ('ok', 'low', 'critical')),
  add column clock_known boolean,
  add column hardware_fault boolean,
  add column reported_at timestamptz(3);

-- for mail of type 6: the floor it sets
alter table lock_mail add column generation bigint;
