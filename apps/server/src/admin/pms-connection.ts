// The location's connection to its PMS, as an administrator makes, tries and ends it.
import { createHash, randomBytes } from 'node:crypto';
import { findConnectors } from '@nightlatch/connectors';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Db, Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { openPms, readPmsCredentials, sealPmsCredentials } from '../inbox/open-pms.ts';
import { type AdminOutcome, conflict, done, invalid, notFound } from './admin-outcome.ts';

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };
type Values = Readonly<Record<string, string>>;

const connectors = findConnectors();

/** Every connector's manifest, by id. */
export const listManifests = async () => [...(await connectors).pms.values()].map((one) => one.manifest);

/** Makes or changes the connection. Gives the webhook's secret part when it is new: it is kept as a hash. */
export async function putPmsConnection(
  trx: Trx,
  of: By & {
    masterKey: Uint8Array;
    wanted: { connector: string; config: Values; credentials: Values | undefined };
  },
): Promise<AdminOutcome<{ webhookSecret: string | null }>> {
  const { locationId, masterKey, wanted, now, actor } = of;
  const connector = (await connectors).pms.get(wanted.connector);
  if (!connector) return invalid('body.connector', 'is not a connector of this server');
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  const was = await trx
    .selectFrom('pms_connection')
    .selectAll()
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  const same = was?.connector === wanted.connector;
  const credentials =
    wanted.credentials ??
    (was && same ? readPmsCredentials({ masterKey, locationId, sealed: was.sealed_credentials }) : {});
  const checked = connector.checkConfig({ config: wanted.config, credentials });
  if (!checked.ok) {
    const [first] = checked.problems;
    const part = connector.manifest.config.some((field) => field.name === first?.field) ? 'config' : 'credentials';
    return invalid(`body.${part}.${first?.field ?? ''}`, first?.code === 'missing' ? 'is missing' : 'is malformed');
  }
  const webhookSecret = was && same ? null : randomBytes(24).toString('base64url');
  const values = {
    connector: wanted.connector,
    config: JSON.stringify(wanted.config),
    sealed_credentials: sealPmsCredentials({ masterKey, locationId, credentials }),
    ...(webhookSecret === null
      ? {}
      : { webhook_secret_hash: createHash('sha256').update(webhookSecret, 'utf8').digest() }),
    tested_at: null,
    last_error: null,
  };
  if (was) {
    await trx
      .updateTable('pms_connection')
      .set({ ...values, version: was.version + 1 })
      .where('location_id', '=', locationId)
      .execute();
  } else {
    const hash = createHash('sha256')
      .update(webhookSecret ?? '', 'utf8')
      .digest();
    await trx
      .insertInto('pms_connection')
      .values({ location_id: locationId, ...values, webhook_secret_hash: hash })
      .execute();
  }
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: was ? 'pms.changed' : 'pms.connected',
    subject: { kind: 'location', id: locationId },
    // Settings only: the credentials are never told, not even that they changed to what.
    before: was ? { connector: was.connector, config: was.config } : null,
    after: { connector: wanted.connector, config: wanted.config, newCredentials: wanted.credentials !== undefined },
  });
  return done({ webhookSecret });
}

/** Asks the PMS; outside of a transaction, because it may take long. Null where there is no connection. */
export async function testPmsConnection(
  db: Db,
  of: { locationId: string; masterKey: Uint8Array; fetch: typeof globalThis.fetch; now: Date },
): Promise<{ ok: boolean; code: string | null; message: string | null } | null> {
  const pms = await openPms(db, of);
  if (!pms) return null;
  const outcome = await pms.connection.test(AbortSignal.timeout(15_000));
  await db
    .updateTable('pms_connection')
    .set(outcome.ok ? { tested_at: of.now, last_error: null } : { last_error: outcome.code })
    .where('location_id', '=', of.locationId)
    .execute();
  if (!outcome.ok) return { ok: false, code: outcome.code, message: outcome.message };
  // What was missed while the connection did not work.
  await emit(db, { name: 'pms.resync', locationId: of.locationId });
  return { ok: true, code: null, message: null };
}

/** Ends the connection. */
export async function deletePmsConnection(trx: Trx, of: By): Promise<AdminOutcome<null>> {
  const { locationId, now, actor } = of;
  const demo = await trx.selectFrom('location').select('demo').where('id', '=', locationId).executeTakeFirst();
  if (demo?.demo) return conflict('The demo hotel keeps its stand-in PMS.');
  const was = await trx
    .deleteFrom('pms_connection')
    .where('location_id', '=', locationId)
    .returning(['connector', 'config'])
    .executeTakeFirst();
  if (!was) return notFound;
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'pms.disconnected',
    subject: { kind: 'location', id: locationId },
    before: was,
  });
  return done(null);
}
