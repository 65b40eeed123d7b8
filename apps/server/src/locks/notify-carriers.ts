// Tells the phones that may pass a door that there is news to carry there: gateways hear of it by the mail itself.
import { type Ask, askThrough } from '../db/ask.ts';
import { liveChannel } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';

/** Some fifty to a notification, which may have 8,000 bytes. */
const TELL = `select pg_notify('${liveChannel}', '[' || string_agg(payload, ',') || ']') from (
    select json_build_object('topic', 'device', 'locationId', $1::uuid, 'deviceId', id)::text as payload, (row_number() over () - 1) / 50 as pack
    from (select distinct c.device_id as id from credential c, unnest(c.door_ids) d (id)
      join lock l on l.location_id = $1 and l.id = any($2::uuid[]) and l.door_id = d.id
      where c.location_id = $1 and c.wanted) carriers) told
  group by pack`;

/** Phones with a credential for a door of these locks get their wallet again, with the new mail in it: one statement. */
export const tellCarriers = (
  ask: Ask,
  of: { readonly locationId: string; readonly lockRowIds: readonly string[] },
): Promise<unknown> => ask(TELL, [of.locationId, of.lockRowIds]);

/** The same in a transaction that does other things too. */
export const notifyCarriers = async (
  trx: Trx,
  of: { locationId: string; lockRowIds: readonly string[] },
): Promise<void> => {
  if (of.lockRowIds.length > 0) await tellCarriers(askThrough(trx), of);
};
