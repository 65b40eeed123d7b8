// Opens a location's connection to its PMS, with the credentials unsealed for this use only.
import { findConnectors, type PmsConnection } from '@nightlatch/connectors';
import type { Db } from '../db/schema.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';

const connectors = findConnectors();

/** What the stored credentials are bound to. */
/** What credentials of a PMS are sealed for. */
export const pmsConnectionLabel = (locationId: string): string => `pms_connection:${locationId}`;

/** Seals the vendor's credentials for storing. */
export const sealPmsCredentials = (options: {
  masterKey: Uint8Array;
  locationId: string;
  credentials: Readonly<Record<string, unknown>>;
}): Buffer =>
  sealSecret({
    masterKey: options.masterKey,
    label: pmsConnectionLabel(options.locationId),
    secret: Buffer.from(JSON.stringify(options.credentials)),
  });

/** Opens what {@link sealPmsCredentials} sealed. */
export const readPmsCredentials = (options: {
  masterKey: Uint8Array;
  locationId: string;
  sealed: Uint8Array;
}): Record<string, string> =>
  // Only checked settings are stored: text by name.
  JSON.parse(
    openSecret({
      masterKey: options.masterKey,
      label: pmsConnectionLabel(options.locationId),
      sealed: options.sealed,
    }).toString(),
  ) as Record<string, string>;

const open = new Map<string, { readonly fingerprint: string; readonly connection: PmsConnection }>();

/** The location's connection, kept open while its settings stay the same (it holds the vendor's token); undefined where it has none. */
export const openPms = async (
  db: Db,
  of: { locationId: string; masterKey: Uint8Array; fetch: typeof globalThis.fetch },
): Promise<{ connector: string; connection: PmsConnection } | undefined> => {
  const row = await db
    .selectFrom('pms_connection')
    .innerJoin('location', 'location.id', 'pms_connection.location_id')
    .select(['connector', 'config', 'sealed_credentials', 'location.time_zone'])
    .where('location_id', '=', of.locationId)
    .executeTakeFirst();
  const connector = row && (await connectors).pms.get(row.connector);
  if (!row || !connector) return undefined;
  const fingerprint = JSON.stringify([
    row.connector,
    row.config,
    row.sealed_credentials.toString('base64'),
    row.time_zone,
  ]);
  const known = open.get(of.locationId);
  if (known?.fingerprint === fingerprint) return { connector: row.connector, connection: known.connection };
  const secret = openSecret({
    masterKey: of.masterKey,
    label: pmsConnectionLabel(of.locationId),
    sealed: row.sealed_credentials,
  });
  const connection = connector.connect({
    // Both were checked by the connector before they were stored.
    config: row.config as Record<string, unknown>,
    credentials: JSON.parse(secret.toString()) as Record<string, unknown>,
    timeZone: row.time_zone,
    ports: { fetch: of.fetch },
  });
  open.set(of.locationId, { fingerprint, connection });
  return { connector: row.connector, connection };
};
