// The key that seals every sealed_* column: made once per database, kept wrapped in `sealing_key`, opened at a start through whoever keeps it.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Ask, askThrough } from '../db/ask.ts';
import type { SealingKeyTable } from '../db/operations-tables.ts';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { type KeyService, KeyServiceError, type KeySettings } from './key-service.ts';
import { createMasterKeyService, masterKeyRef } from './master-key-service.ts';
import { SealedSecretError } from './seal-secret.ts';
import { checkSigningKeys } from './signing.ts';
import { createVaultKeyService } from './vault-key-service.ts';

/** The keepers that the environment names, the one for new databases first. */
export const keyServicesOf = (settings: KeySettings): KeyService[] => [
  ...(settings.vault ? [createVaultKeyService(settings.vault)] : []),
  ...(settings.masterKey ? [createMasterKeyService(settings.masterKey)] : []),
];

/** One way to open the sealing key. */
export type SealingKeyWay = {
  readonly id: string;
  readonly provider: KeyService['provider'];
  readonly keyRef: string;
  readonly createdAt: Date;
};

type Way = Pick<SealingKeyTable, 'id' | 'provider' | 'key_ref' | 'wrapped'> & { readonly created_at: Date };

const readWays = (ask: Ask): Promise<readonly Way[]> =>
  ask<Way>('select id, provider, key_ref, wrapped, created_at from sealing_key order by id', []);

/** The ways there are, oldest first. */
export const readSealingKeyWays = async (db: Db | Trx): Promise<SealingKeyWay[]> =>
  (await readWays(askThrough(db))).map((row) => ({
    id: row.id,
    provider: row.provider,
    keyRef: row.key_ref,
    createdAt: row.created_at,
  }));

/** One more way to open the key, by this keeper. */
export const insertWay = async (trx: Trx, service: KeyService, of: { key: Uint8Array; now: Date }): Promise<void> => {
  const id = newId();
  const wrapped = await service.wrap({ id, key: of.key });
  await trx
    .insertInto('sealing_key')
    .values({ id, provider: service.provider, key_ref: service.keyRef, wrapped, created_at: of.now })
    .execute();
};

/** Servers that start at once make one key between them, and a rewrap is alone; `alone`: nobody even reads the present one meanwhile. */
export const takeTurn = (trx: Trx, how: 'writing' | 'alone' = 'writing') =>
  sql`lock table sealing_key in ${sql.raw(how === 'alone' ? 'access exclusive' : 'share row exclusive')} mode`.execute(
    trx,
  );

type Of = { readonly settings: KeySettings; readonly now: Date };

/**
 * Opens this database's sealing key, or makes it: fresh and random in a database that holds nothing sealed; in one of a version
 * before, which sealed under the master key itself, that key's value stays the sealing key. Throws {@link KeyServiceError}.
 */
export const openSealingKey = async (db: Db, of: Of): Promise<Buffer> => {
  const services = keyServicesOf(of.settings);
  const known = await openByAny(askThrough(db), services);
  if (known) return known;
  return db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    return (await openByAny(askThrough(trx), services)) ?? (await makeSealingKey(trx, services, of));
  });
};

/** The same where nothing may be made (a restore). */
export const openRestoredKey = async (ask: Ask, settings: KeySettings): Promise<Buffer> =>
  (await openByAny(ask, keyServicesOf(settings))) ?? adoptMasterKey(ask, settings);

/** Undefined when the database has no sealing key yet. */
const openByAny = async (ask: Ask, services: readonly KeyService[]): Promise<Buffer | undefined> => {
  const ways = await readWays(ask);
  if (ways.length === 0) return undefined;
  let failed: unknown;
  for (const service of services) {
    const way = ways.find((one) => one.provider === service.provider && one.key_ref === service.keyRef);
    if (!way) continue;
    try {
      return await service.unwrap({ id: way.id, wrapped: way.wrapped });
    } catch (error) {
      failed ??= error;
    }
  }
  throw failed ?? new KeyServiceError('key_unknown', unknownSentence(ways, services));
};

const nameOf = (provider: KeyService['provider'], keyRef: string): string =>
  provider === 'vault' ? `key ${keyRef} at the key service` : `the master key with fingerprint ${keyRef}`;

const unknownSentence = (
  ways: readonly { provider: KeyService['provider']; key_ref: string }[],
  services: readonly KeyService[],
): string =>
  `The keys of this database open by ${ways.map((way) => nameOf(way.provider, way.key_ref)).join(' or ')}, but given is ${services
    .map((service) => nameOf(service.provider, service.keyRef))
    .join(' and ')}; set NIGHTLATCH_MASTER_KEY (or DATA_DIR/master-key) or NIGHTLATCH_VAULT_KEY to the right one.`;

const makeSealingKey = async (trx: Trx, services: readonly KeyService[], of: Of): Promise<Buffer> => {
  const preferred = services[0];
  if (!preferred) throw new KeyServiceError('master_key_needed', 'Neither a master key nor a key service is given.');
  if (await holdsSealed(trx)) {
    const key = await adoptMasterKey(askThrough(trx), of.settings);
    await insertWay(trx, createMasterKeyService(key), { key, now: of.now });
    return key;
  }
  const key = randomBytes(32);
  await insertWay(trx, preferred, { key, now: of.now });
  return key;
};

const holdsSealed = async (db: Db | Trx): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`select exists (select from location) or exists (select from push_key)
    as held`.execute(db);
  return rows[0]?.held === true;
};

/** The master key, once it proved to be the one that this database was sealed with. */
const adoptMasterKey = async (ask: Ask, settings: KeySettings): Promise<Buffer> => {
  const { masterKey } = settings;
  if (masterKey === null)
    throw new KeyServiceError(
      'master_key_needed',
      'This database was sealed by a master key: give it (NIGHTLATCH_MASTER_KEY) beside the key service, and run `nightlatch keys rewrap --to vault`.',
    );
  try {
    await checkSigningKeys(ask, { masterKey });
  } catch (cause) {
    if (!(cause instanceof SealedSecretError)) throw cause;
    throw new KeyServiceError(
      'wrong_key',
      `The keys of this database were sealed with another master key than the one given (fingerprint ${masterKeyRef(masterKey)}); set NIGHTLATCH_MASTER_KEY, or DATA_DIR/master-key, to the right one.`,
      { cause },
    );
  }
  return masterKey;
};

/**
 * Wraps the sealing key for another keeper, or anew for the present one (with the newest version of its key), and shuts the other
 * ways unless `keepOthers`. All or nothing; repeating it does no harm. Proves that the new way opens before the old ones go.
 */
export const rewrapSealingKey = (
  db: Db,
  of: { readonly key: Uint8Array; readonly target: KeyService; readonly keepOthers: boolean; readonly now: Date },
): Promise<{ readonly removed: number }> =>
  db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    const { target, key } = of;
    const same = (way: { provider: string; key_ref: string }): boolean =>
      way.provider === target.provider && way.key_ref === target.keyRef;
    await trx
      .deleteFrom('sealing_key')
      .where('provider', '=', target.provider)
      .where('key_ref', '=', target.keyRef)
      .execute();
    await insertWay(trx, target, { key, now: of.now });
    const ways = await readWays(askThrough(trx));
    const made = ways.find(same);
    const opened = made && (await target.unwrap({ id: made.id, wrapped: made.wrapped }));
    if (!opened?.equals(key))
      throw new KeyServiceError('wrong_key', 'What the key service wrapped does not open again; nothing was changed.');
    const others = of.keepOthers ? [] : ways.filter((way) => !same(way)).map((way) => way.id);
    if (others.length > 0) await trx.deleteFrom('sealing_key').where('id', 'in', others).execute();
    return { removed: others.length };
  });
