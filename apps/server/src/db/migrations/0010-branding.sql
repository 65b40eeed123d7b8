-- How a location looks in the Guest App, and where guests write to the desk. Only adds.
create table branding (
  location_id uuid primary key references location (id),
  colour text check (colour ~ '^#[0-9a-f]{6}$'),
  card_look text not null default 'deep' check (card_look in ('deep', 'solid', 'light')),
  -- PNG made by the server from the pixels of what was sent; public.
  logo bytea check (octet_length(logo) <= 1048576),
  logo_hash bytea,
  logo_width integer,
  logo_height integer,
  logo_on_plate boolean not null default true,
  desk_contact jsonb,
  version integer not null default 1,
  changed_at timestamptz not null,
  check ((logo is null) = (logo_hash is null) and (logo is null) = (logo_width is null) and (logo is null) = (logo_height is null))
);
create index branding_by_logo on branding (logo_hash) where logo_hash is not null;
