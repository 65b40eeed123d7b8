-- A receiver that gives no answer is left alone for a while, so that it takes no place from others.
alter table webhook_endpoint add column resting_until timestamptz(3);
