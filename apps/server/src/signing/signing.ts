// The location's signing keys (docs/protocol §1): made once, sealed under the database's sealing key, opened on first use and kept in memory.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type AgreementKey, importAgreementKey, type Signer } from '@nightlatch/aliro';
import { type Ask, askThrough } from '../db/ask.ts';
import type { Db, SigningKeyTable, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { openSecret, sealSecret } from './seal-secret.ts';

/** Reader-issuer, credential-issuer, mail, root and sealing key. */
export type SigningClass = SigningKeyTable['class'];

const CLASSES: readonly SigningClass[] = ['reader_issuer', 'credential', 'mail', 'root', 'seal'];

/** Gives signers of a location; one per process. */
export type Signing = {
  /** The newest key of the class that is not retired. */
  signer(db: Db | Trx, locationId: string, signingClass: SigningClass): Promise<Signer>;
  /** The same, asked for together with other statements. */
  signerBy(ask: Ask, locationId: string, signingClass: SigningClass): Promise<Signer>;
  /** The key of this epoch, whatever became of it, as long as its private part is kept. */
  signerOfEpoch(db: Db | Trx, locationId: string, signingClass: SigningClass, epoch: number): Promise<Signer>;
  /** The keys that open journal pages, the newest first: during a change, pages come under both. */
  sealKeys(db: Db | Trx, locationId: string): Promise<AgreementKey[]>;
  /** Makes the next key of a class; without `active` it signs nothing yet. Gives its epoch. */
  addKey(trx: Trx, options: { locationId: string; class: SigningClass; now: Date; active: boolean }): Promise<number>;
  /** Makes the five keys of a new location. */
  createKeys(trx: Trx, options: { locationId: string; now: Date }): Promise<void>;
};

/** What a private key is sealed for. */
export const signingKeyLabel = (locationId: string, id: string): string => `signing_key:${locationId}:${id}`;

/** 65-byte point of a P-256 public key. */
const pointOf = (key: KeyObject): Buffer => {
  const { x, y } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]);
};

type OpenedKey = { readonly signer: Signer; readonly pkcs8: Buffer };

const openKey = (pkcs8: Buffer): OpenedKey => {
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const point = pointOf(createPublicKey(key));
  // Signing inline takes 40 µs; the asynchronous form was slower end to end.
  const signer: Signer = {
    point,
    sign: async (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
  };
  return { signer, pkcs8 };
};

/** A fresh key pair as its row. */
const newKeyRow = (of: {
  masterKey: Uint8Array;
  locationId: string;
  signingClass: SigningClass;
  epoch: number;
  now: Date;
}) => {
  const id = newId();
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    location_id: of.locationId,
    id,
    class: of.signingClass,
    epoch: of.epoch,
    point: pointOf(pair.publicKey),
    sealed_private_key: sealSecret({ masterKey: of.masterKey, label: signingKeyLabel(of.locationId, id), secret }),
    created_at: of.now,
  };
};

/** One that was announced to the locks (`active_at` null) signs nothing yet. */
const IN_USE = `select id, sealed_private_key from signing_key
  where location_id = $1 and class = $2 and retired_at is null and active_at is not null order by epoch desc`;
const OF_EPOCH = `select id, sealed_private_key from signing_key
  where location_id = $1 and class = $2 and epoch = $3 and retired_at is null`;

/** A location without one of its five keys is not whole. */
class MissingSigningKeyError extends Error {
  override readonly name = 'MissingSigningKeyError';
  readonly code = 'missing_signing_key';
}

/** Opens the signing keys with the database's sealing key (sealing-key.ts). */
export const createSigning = (options: { masterKey: Uint8Array }): Signing => {
  const { masterKey } = options;
  const opened = new Map<string, OpenedKey>();

  type Row = { readonly id: string; readonly sealed_private_key: Buffer };
  const openRow = (locationId: string, row: Row | undefined): OpenedKey => {
    if (!row) throw new MissingSigningKeyError('the location has no signing key of this class');
    const known = opened.get(row.id);
    if (known) return known;
    const fresh = openKey(
      openSecret({ masterKey, label: signingKeyLabel(locationId, row.id), sealed: row.sealed_private_key }),
    );
    opened.set(row.id, fresh);
    return fresh;
  };
  // Read which key is the newest each time: a rotation by another process holds at once.
  const newest = async (ask: Ask, locationId: string, signingClass: SigningClass): Promise<OpenedKey> => {
    const [row] = await ask<Row>(`${IN_USE} limit 1`, [locationId, signingClass]);
    return openRow(locationId, row);
  };

  return {
    signer: async (db, locationId, signingClass) => (await newest(askThrough(db), locationId, signingClass)).signer,
    signerBy: async (ask, locationId, signingClass) => (await newest(ask, locationId, signingClass)).signer,
    signerOfEpoch: async (db, locationId, signingClass, epoch) => {
      const [row] = await askThrough(db)<Row>(OF_EPOCH, [locationId, signingClass, epoch]);
      return openRow(locationId, row).signer;
    },
    sealKeys: async (db, locationId) => {
      const rows = await askThrough(db)<Row>(IN_USE, [locationId, 'seal']);
      const keys = rows.map((row) => openRow(locationId, row).pkcs8);
      return Promise.all(keys.map((pkcs8) => importAgreementKey({ pkcs8 }, { extractable: false })));
    },
    addKey: async (trx, { locationId, class: signingClass, now, active }) => {
      const { last } = await trx
        .selectFrom('signing_key')
        .select((eb) => eb.fn.max('epoch').as('last'))
        .where('location_id', '=', locationId)
        .where('class', '=', signingClass)
        .executeTakeFirstOrThrow();
      const epoch = (last ?? 0) + 1;
      const row = newKeyRow({ masterKey, locationId, signingClass, epoch, now });
      await trx
        .insertInto('signing_key')
        .values({ ...row, active_at: active ? now : null })
        .execute();
      return epoch;
    },
    createKeys: async (trx, { locationId, now }) => {
      const rows = CLASSES.map((signingClass) => newKeyRow({ masterKey, locationId, signingClass, epoch: 1, now }));
      await trx
        .insertInto('signing_key')
        .values(rows.map((row) => ({ ...row, active_at: now })))
        .execute();
    },
  };
};

/** Points of a class that verifiers should hold, oldest first (for instance both reader-issuer points during a change). */
export const readPoints = async (db: Db | Trx, locationId: string, signingClass: SigningClass): Promise<Buffer[]> => {
  const rows = await db
    .selectFrom('signing_key')
    .select('point')
    .where('location_id', '=', locationId)
    .where('class', '=', signingClass)
    .where('retired_at', 'is', null)
    .orderBy('epoch')
    .execute();
  return rows.map((row) => row.point);
};

/** Opens every stored signing key once. Throws `SealedSecretError` when the master key is not the one they were sealed with. */
export const checkSigningKeys = async (ask: Ask, options: { masterKey: Uint8Array }): Promise<number> => {
  const rows = await ask<{ location_id: string; id: string; sealed: Buffer }>(
    `select location_id, id, sealed_private_key as sealed from signing_key where octet_length(sealed_private_key) > 0`,
    [],
  );
  for (const row of rows)
    openSecret({ masterKey: options.masterKey, label: signingKeyLabel(row.location_id, row.id), sealed: row.sealed });
  return rows.length;
};
