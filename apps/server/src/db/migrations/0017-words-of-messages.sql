-- A hotel's own words for messages to its guests. Only adds.
create table message_text (
  location_id uuid not null references location (id),
  language text not null,
  kind text not null,
  -- each null: the house's own words
  title text,
  text text,
  sms text,
  version bigint not null default 1,
  changed_at timestamptz(3) not null,
  primary key (location_id, language, kind)
);
