-- Phones reported lost, bookings of one party, alarms about occupied rooms, and which answer of the PMS is newer. Only adds.

alter table device
  -- reported lost: this phone never comes back, whatever link it holds
  add column lost_at timestamptz(3),
  add column lost_by text;
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on device (location_id, sign_in_point) where lost_at is not null;

-- allowed: written before the first release; no installation holds this table with many rows yet
create index on booking (location_id, party) where party is not null;
-- the last alarm of a booking, done or not
-- allowed: written before the first release; no installation holds this table with many rows yet
create index on staff_task (location_id, booking_id, raised_at desc) where kind = 'room_occupied';

-- Orders reads of a PMS and writes of what they said, over all servers: a read that began before the newest write may be older than it.
create sequence pms_read;
alter table booking add column pms_read_seq bigint;
