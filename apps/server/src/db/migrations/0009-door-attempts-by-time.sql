-- Tries that phones told of, newest first: today's list asks for those of the last hour, whatever the history. Only adds.
-- without-transaction: phones write here at every door
create index concurrently if not exists door_attempt_by_time on door_attempt (location_id, received_at desc);
