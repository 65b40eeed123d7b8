-- The keys of one person across bookings: their page and their access log ask for them. Only adds.
-- without-transaction: keys are written at every check-in
create index concurrently if not exists digital_key_by_guest on digital_key (location_id, guest_id);
