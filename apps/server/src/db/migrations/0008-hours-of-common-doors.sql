-- When a common door lets guests in: rules of the week by the hotel's wall clock (domain OpeningHours); null: always. Only adds.
alter table door add column hours jsonb;
