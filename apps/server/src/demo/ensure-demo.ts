// Makes the demo hotel once, and at every start fits its connections to where server and corridor listen now.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';
import { sealPmsCredentials } from '../inbox/open-pms.ts';
import type { ServerParts } from '../server-parts.ts';
import { createDemoHotel, demoLocationName, demoTimeZone, demoUnitId } from './create-demo-hotel.ts';
import { ensureDemoArrival } from './demo-arrival.ts';
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file.ts';
import { demoReservations } from './demo-reservations.ts';
import { ensureDemoStaff } from './demo-staff.ts';

const propertyId = 'NLDEMO';
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** `serverUrl`: where the corridor on this machine reaches us. Does nothing where a real hotel lives in the database. */
export async function ensureDemo(parts: ServerParts, options: { readonly serverUrl: string }): Promise<void> {
  const { corridorUrl, dataDir } = parts.config;
  if (corridorUrl === null) return;
  const file = await parts.db.transaction().execute(async (trx) => {
    // Servers that start side by side make one hotel; hashing its staff's passwords takes its time, and the other waits for all of it.
    await sql`set local lock_timeout = '60s'`.execute(trx);
    await sql`select pg_advisory_xact_lock(hashtextextended('nightlatch demo', 0))`.execute(trx);
    const locations = await trx.selectFrom('location').select(['id', 'demo']).execute();
    const demo = locations.find((one) => one.demo);
    if (!demo && locations.length > 0) return undefined;
    const locationId = demo?.id ?? (await createDemoHotel(trx, parts));
    const kept = demo ? readDemoFile(dataDir) : undefined;
    const content = await demoFile(trx, parts, { locationId, serverUrl: options.serverUrl, kept });
    await connect(trx, parts, { corridorUrl, content });
    await ensureDemoStaff(trx, { locationId, now: new Date(parts.now()) });
    await ensureDemoArrival(trx, { locationId, publicUrl: parts.config.publicUrl, now: new Date(parts.now()) });
    // Whatever happened at the PMS while we were away.
    await emit(trx, { name: 'pms.resync', locationId });
    return content;
  });
  // After the commit: a file without its hotel would be refused, a hotel without its file gets a new one at the next start.
  if (file) writeDemoFile(dataDir, file);
}

async function demoFile(
  trx: Trx,
  parts: ServerParts,
  given: { locationId: string; serverUrl: string; kept: DemoFile | undefined },
): Promise<DemoFile> {
  const { locationId, serverUrl, kept } = given;
  const same = kept?.locationId === locationId ? kept : undefined;
  const doors = await trx
    .selectFrom('door as d')
    .leftJoin('room as r', (join) => join.onRef('r.location_id', '=', 'd.location_id').onRef('r.id', '=', 'd.room_id'))
    .select(['d.id as doorId', 'd.name', 'd.kind', 'r.number as roomNumber'])
    .where('d.location_id', '=', locationId)
    .orderBy('d.sort')
    .execute();
  const webhookSecret = same?.pms.webhookUrl.split('/').at(-1) ?? randomBytes(24).toString('base64url');
  return {
    locationId,
    apiKey: same?.apiKey ?? `nlk_${randomBytes(32).toString('base64url')}`,
    serverUrl,
    doors,
    pms: {
      clientId: same?.pms.clientId ?? 'NLDEMO-NIGHTLATCH',
      clientSecret: same?.pms.clientSecret ?? randomBytes(24).toString('base64url'),
      propertyId,
      propertyName: demoLocationName,
      timeZone: demoTimeZone,
      webhookUrl: `${serverUrl}/v1/connectors/apaleo/${webhookSecret}`,
      units: doors.flatMap(({ roomNumber }) =>
        roomNumber === null ? [] : [{ id: demoUnitId(roomNumber), number: roomNumber }],
      ),
      reservations: same?.pms.reservations ?? demoReservations({ now: parts.now(), timeZone: demoTimeZone }),
    },
  };
}

/** The corridor's API key and the connection to the stand-in PMS, as the file tells them to the corridor. */
async function connect(
  trx: Trx,
  parts: ServerParts,
  { corridorUrl, content }: { corridorUrl: string; content: DemoFile },
): Promise<void> {
  const { locationId, apiKey, pms } = content;
  const known = await trx
    .selectFrom('api_key')
    .select('id')
    .where('location_id', '=', locationId)
    .where('secret_hash', '=', hashOf(apiKey))
    .executeTakeFirst();
  if (!known) {
    await trx
      .insertInto('api_key')
      .values({
        location_id: locationId,
        id: newId(),
        name: 'Corridor (demo)',
        scopes: ['locks', 'gateway', 'doors:read'],
        secret_hash: hashOf(apiKey),
        created_at: new Date(parts.now()),
      })
      .execute();
  }
  const pmsUrl = `${corridorUrl}/pms`;
  const connection = {
    connector: 'apaleo',
    config: JSON.stringify({ propertyId, apiUrl: pmsUrl, identityUrl: pmsUrl, webhookUrl: pmsUrl }),
    sealed_credentials: sealPmsCredentials({
      masterKey: parts.config.masterKey,
      locationId,
      credentials: { clientId: pms.clientId, clientSecret: pms.clientSecret },
    }),
    webhook_secret_hash: hashOf(pms.webhookUrl.split('/').at(-1) ?? ''),
  };
  await trx
    .insertInto('pms_connection')
    .values({ location_id: locationId, ...connection })
    .onConflict((conflict) => conflict.column('location_id').doUpdateSet(connection))
    .execute();
}
