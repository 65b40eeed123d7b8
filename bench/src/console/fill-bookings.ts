// A hotel full of bookings, written at once: half a year back, half a year ahead, on the rooms that the location has.

/** $1 the location, $2 how many: guests with a few hundred names, past, present and coming, as the search text of a booking is made. */
export const FILL_BOOKINGS = `with made as (
    select n, gen_random_uuid() as guest, gen_random_uuid() as booking, upper(substr(md5(n::text), 1, 8)) || '-1' as reference,
      (array['Anna', 'Bruno', 'Chiara', 'David', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katja', 'Luca', 'Mina', 'Noah', 'Olga', 'Pavel'])[1 + n % 16] as first,
      (array['Schmid', 'Rossi', 'Novak', 'Keller', 'Dubois', 'Jensen', 'Garcia', 'Kowalski', 'Silva', 'Horvat'])[1 + n % 10] || substr(md5('x' || n / 40), 1, 3) as last,
      current_date - 180 + (n * 365 / $2::int) as arrival
    from generate_series(1, $2::int) n),
  guests as (insert into guest (location_id, id, first_name, last_name, email, phone)
    select $1, guest, first, last, lower(first || '.' || last || n) || '@example.com', '+43660' || (1000000 + n) from made)
  insert into booking (location_id, id, reference, source, status, room_id, arrival_date, departure_date, guest_id, search_text, created_at, changed_at)
  select $1, booking, reference, 'bench', case when arrival <= current_date - 3 then 'checked_out' when arrival < current_date then 'checked_in' else 'confirmed' end,
    r.id, arrival, arrival + 3, guest,
    lower(concat_ws(' ', first, last, reference, r.number, first || '.' || last || n || '@example.com', '+43660' || (1000000 + n))), now(), now()
  from made join (select id, number, row_number() over (order by number) - 1 as place, count(*) over () as many from room where location_id = $1) r
    on r.place = n % r.many`;
