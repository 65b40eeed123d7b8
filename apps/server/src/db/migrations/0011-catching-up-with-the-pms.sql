-- Up to which moment the server has asked the PMS itself for what changed; null: not yet.
alter table pms_connection add column caught_up_to timestamptz(3);
-- The PMS's last word on whether the room is ready, to tell a new one from an old one that staff spoke against; null: none yet.
alter table room add column pms_ready boolean;
