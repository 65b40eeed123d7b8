// How a phone proves who it is: it signs a challenge with its sign-in key pair and gets a short-lived bearer token.
import { createHash, randomBytes } from 'node:crypto';
import { concat, utf8, verifySignature } from '@nightlatch/aliro';
import type { Trx } from '../db/schema.ts';

const SESSION_MINUTES = 60;
const CHALLENGE_SECONDS = 120;

const hash = (value: Uint8Array | string): Buffer => createHash('sha256').update(value).digest();

export type MintedSession = { readonly deviceId: string; readonly token: string; readonly expiresAt: Date };

/** Mints a token; only its hash is stored. */
export const mintSession = async (
  trx: Trx,
  of: { locationId: string; deviceId: string; now: Date },
): Promise<MintedSession> => {
  const token = `nld_${randomBytes(24).toString('base64url')}`;
  const expiresAt = new Date(of.now.getTime() + SESSION_MINUTES * 60_000);
  await trx
    .deleteFrom('device_session')
    .where('device_id', '=', of.deviceId)
    .where('expires_at', '<', of.now)
    .execute();
  await trx
    .insertInto('device_session')
    .values({ location_id: of.locationId, device_id: of.deviceId, token_hash: hash(token), expires_at: expiresAt })
    .execute();
  return { deviceId: of.deviceId, token, expiresAt };
};

/** A fresh challenge for any device id, known or not: nobody learns which phones exist. */
export const makeChallenge = async (
  trx: Trx,
  of: { deviceId: string; now: Date },
): Promise<{ challenge: Buffer; expiresAt: Date }> => {
  const challenge = randomBytes(32);
  const expiresAt = new Date(of.now.getTime() + CHALLENGE_SECONDS * 1000);
  await trx.deleteFrom('device_challenge').where('expires_at', '<', of.now).execute();
  await trx
    .insertInto('device_challenge')
    .values({ challenge_hash: hash(challenge), device_id: of.deviceId, expires_at: expiresAt })
    .execute();
  return { challenge, expiresAt };
};

export type SessionOutcome =
  | { readonly ok: true; readonly session: MintedSession }
  | { readonly ok: false; readonly code: 'not_signed_in' | 'device_removed' };

/**
 * Opens a session for a signed challenge. A phone that proves it was a device and is none any more is told so, that it may
 * delete what it holds; everything else that does not hold is just not signed in.
 */
export const openSession = async (
  trx: Trx,
  of: { deviceId: string; challenge: Uint8Array; signature: Uint8Array; now: Date },
): Promise<SessionOutcome> => {
  const taken = await trx
    .deleteFrom('device_challenge')
    .where('challenge_hash', '=', hash(of.challenge))
    .where('device_id', '=', of.deviceId)
    .where('expires_at', '>', of.now)
    .returning('device_id')
    .executeTakeFirst();
  const device = await trx
    .selectFrom('device')
    .select(['location_id', 'sign_in_point', 'removed_at'])
    .where('id', '=', of.deviceId)
    .executeTakeFirst();
  if (!taken || !device) return { ok: false, code: 'not_signed_in' };
  const message = concat(utf8('nightlatch-session-1'), of.challenge, utf8(of.deviceId));
  const signed = await verifySignature(device.sign_in_point, message, of.signature);
  if (!signed) return { ok: false, code: 'not_signed_in' };
  if (device.removed_at !== null) return { ok: false, code: 'device_removed' };
  const { deviceId, now } = of;
  return { ok: true, session: await mintSession(trx, { locationId: device.location_id, deviceId, now }) };
};
