-- The life of a key: versions for concurrent edits, tasks that staff finish, shared keys and their invitations, replacements without a
-- gap, phones that serve several guests, bookings that share a room. Only adds: an older version can go on serving meanwhile.

alter table digital_key
  -- rises with every change of the row; the ETag
  add column version bigint not null default 1,
  -- it was suspended by a person when it ended: staff's last word was no (docs/domain.md §3)
  add column ended_suspended boolean not null default false,
  -- the key that takes over (reissue); this one works until that one is on the phone
  add column replaced_by uuid,
  -- doors that a shared key was limited to; null: every door of the room and every common door
  add column door_ids uuid[];
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on digital_key (location_id, parent_key_id) where parent_key_id is not null;
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on digital_key (location_id, replaced_by) where replaced_by is not null;

-- from when the newest document of a credential opens
alter table credential add column starts_at timestamptz(3);

alter table staff_task
  add column done_by text,
  add column done_note text;
-- tasks about a booking as a whole
-- allowed: written before the first release; no installation holds this table with many rows yet
create unique index staff_task_open_booking on staff_task (location_id, kind, booking_id) where done_at is null and key_id is null;
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on staff_task (location_id, raised_at desc, id desc);

-- One-time invitations of companions; the secret stands in the link's fragment and is kept nowhere.
create table invitation (
  location_id uuid not null references location (id),
  id uuid not null,
  booking_id uuid not null,
  parent_key_id uuid not null,
  name text not null,
  -- null: every door of the primary key
  door_ids uuid[],
  -- null: with the primary key
  valid_until timestamptz(3),
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  created_by_device uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_by text,
  used_at timestamptz(3),
  -- the one key that it made (invariant 8)
  shared_key_id uuid,
  primary key (location_id, id),
  foreign key (location_id, booking_id) references booking (location_id, id),
  foreign key (location_id, parent_key_id) references digital_key (location_id, id),
  foreign key (location_id, shared_key_id) references digital_key (location_id, id),
  unique (location_id, shared_key_id),
  check ((used_at is null) = (shared_key_id is null)),
  check (used_at is null or withdrawn_at is null)
);
create index on invitation (location_id, parent_key_id);
create index on invitation (location_id, booking_id);

-- A phone that is enrolled already and opens another link serves that guest too: one phone, keys of several rooms.
create table device_guest (
  location_id uuid not null,
  device_id uuid not null,
  guest_id uuid not null,
  since timestamptz(3) not null,
  primary key (location_id, device_id, guest_id),
  foreign key (location_id, device_id) references device (location_id, id) on delete cascade,
  foreign key (location_id, guest_id) references guest (location_id, id)
);
create index on device_guest (location_id, guest_id);
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on device (location_id, sign_in_point) where removed_at is null;

-- Whom each enrolled phone serves: its first guest, and those that it was linked to later.
create view device_serves as
  select location_id, id as device_id, guest_id from device where removed_at is null
  union all
  select also.location_id, also.device_id, also.guest_id
  from device_guest as also
  join device on device.location_id = also.location_id and device.id = also.device_id and device.removed_at is null
  where also.guest_id <> device.guest_id;

alter table booking
  -- what the PMS calls the party: bookings of one party that are in the same room share it
  add column party text,
  -- staff said that these bookings share a room
  add column share_group uuid;
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on booking (location_id, share_group) where share_group is not null;

-- allowed: the check is only widened, by one reason more
alter table occupancy drop constraint occupancy_closed_because_check;
-- allowed: the check is only widened, by one reason more
alter table occupancy add constraint occupancy_closed_because_check
  check (closed_because in ('checked_out', 'moved', 'cancelled', 'check_in_undone', 'overridden'));
