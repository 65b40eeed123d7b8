// The installation's key pair towards push services (VAPID, RFC 8292): made at first use, sealed under the master key.
import { generateKeyPairSync } from 'node:crypto';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';

/** Both parts as web-push takes them, base64url. `privateKey` is a secret. */
export type PushKey = { readonly publicKey: string; readonly privateKey: string };

/** What the private key is sealed for. */
export const pushKeyLabel = (id: string): string => `push_key:${id}`;

const readKey = async (db: Db | Trx, masterKey: Uint8Array): Promise<PushKey | undefined> => {
  const row = await db.selectFrom('push_key').selectAll().limit(1).executeTakeFirst();
  if (!row) return undefined;
  const secret = openSecret({ masterKey, label: pushKeyLabel(row.id), sealed: row.sealed_private_key });
  return { publicKey: row.point.toString('base64url'), privateKey: secret.toString('base64url') };
};

/** Reads the key, or makes it; servers that do so at once end up with one (the table holds at most one row). */
export const openPushKey = async (db: Db | Trx, options: { masterKey: Uint8Array; now: Date }): Promise<PushKey> => {
  const known = await readKey(db, options.masterKey);
  if (known) return known;
  const id = newId();
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  await db
    .insertInto('push_key')
    .values({
      id,
      point: Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
      sealed_private_key: sealSecret({
        masterKey: options.masterKey,
        label: pushKeyLabel(id),
        secret: Buffer.from(d, 'base64url'),
      }),
      created_at: options.now,
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const made = await readKey(db, options.masterKey);
  if (!made) throw new Error('the push key was neither found nor made');
  return made;
};
