// Passkeys of staff (WebAuthn): one-time challenges, adding, signing in. The cryptography is @simplewebauthn/server's; user verification is always asked for, so a passkey is two factors at once.
import { createHash } from 'node:crypto';
import type { PasskeyAnswer, PasskeyProof } from '@nightlatch/api';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

/** Whose site the passkeys are for: the host of PUBLIC_URL; a browser asks its person for no other. */
export type Site = { readonly publicUrl: string };

const challengeMs = 5 * 60_000;
/** More than anybody has devices; a list without end is nobody's wish. */
export const MOST_PASSKEYS = 20;

/** COSE: Ed25519, ECDSA on P-256, RSA PKCS#1: what authenticators have. Named, so that all versions of Node offer the same. */
const ALGORITHMS = [-8, -7, -257];

const rpIdOf = (site: Site): string => new URL(site.publicUrl).hostname;

/** Browsers bind passkeys to a name: an address of numbers has none. */
export const hasName = (site: Site): boolean => !/^(\d+(\.\d+){3}|\[.*\])$/.test(rpIdOf(site));

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge, 'utf8').digest();

async function keepChallenge(trx: Trx, of: { challenge: string; staffId: string | null; now: Date }): Promise<void> {
  const expires_at = new Date(of.now.getTime() + challengeMs);
  await trx
    .insertInto('passkey_challenge')
    .values({ challenge_hash: hashOf(of.challenge), staff_id: of.staffId, expires_at })
    .execute();
}

/**
 * Takes the challenge that an answer claims to answer: it is gone afterwards, whatever comes of the answer. Gives the challenge, or
 * null where it was never made, answered before, too old, or made for something else.
 */
export async function takeChallenge(
  trx: Trx,
  of: { clientDataJSON: string; staffId: string | null; now: Date },
): Promise<string | null> {
  const challenge = challengeIn(of.clientDataJSON);
  if (challenge === null) return null;
  const taken = await trx
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hashOf(challenge))
    .where('staff_id', 'is not distinct from', of.staffId)
    .returning('expires_at')
    .executeTakeFirst();
  return taken !== undefined && taken.expires_at > of.now ? challenge : null;
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (data === null || typeof data !== 'object' || !('challenge' in data)) return null;
    return typeof data.challenge === 'string' ? data.challenge : null;
  } catch {
    return null;
  }
}

/** What a browser needs to ask for any passkey of this site. */
export async function startSignIn(
  trx: Trx,
  of: { site: Site; now: Date },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(of.site),
    userVerification: 'required',
    timeout: challengeMs,
  });
  await keepChallenge(trx, { challenge: options.challenge, staffId: null, now: of.now });
  return options;
}

/**
 * Whose passkey this is, once its signature, origin, user verification and count are right; null for anything else, and never which.
 * `challenge` was taken before, in a transaction of its own, so that a wrong answer uses it up too.
 */
export async function provePasskey(
  trx: Trx,
  of: { site: Site; challenge: string; proof: PasskeyProof; now: Date },
): Promise<{ staffId: string; passkeyId: string } | null> {
  const { site, challenge, proof, now } = of;
  const row = await trx
    .selectFrom('staff_passkey')
    .selectAll()
    .where('credential_id', '=', Buffer.from(proof.id, 'base64url'))
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const { userHandle } = proof.response;
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== row.staff_id) return null;
  const verified = await verifyAuthenticationResponse({
    response: {
      ...proof,
      rawId: proof.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { ...proof.response, ...(userHandle === undefined ? {} : { userHandle }) },
    },
    expectedChallenge: challenge,
    expectedOrigin: site.publicUrl,
    expectedRPID: rpIdOf(site),
    requireUserVerification: true,
    credential: { id: proof.id, publicKey: new Uint8Array(row.public_key), counter: row.counter },
  }).catch(() => null); // it throws for whatever does not fit; a refusal says nothing more
  if (!verified?.verified) return null;
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  await trx
    .updateTable('staff_passkey')
    .set({ counter: newCounter, backed_up: credentialBackedUp, last_used_at: now })
    .where('id', '=', row.id)
    .execute();
  return { staffId: row.staff_id, passkeyId: row.id };
}

/** What a browser needs to make a passkey for this person; `isNew`: whose account is made together with it. */
export async function startAdding(
  trx: Trx,
  of: { site: Site; staff: { staffId: string; name: string; email: string }; isNew?: true; now: Date },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { site, staff, now } = of;
  const present = await trx
    .selectFrom('staff_passkey')
    .select(['credential_id', 'transports'])
    .where('staff_id', '=', staff.staffId)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: 'Nightlatch',
    rpID: rpIdOf(site),
    userID: new Uint8Array(Buffer.from(staff.staffId, 'utf8')),
    userName: staff.email,
    userDisplayName: staff.name,
    timeout: challengeMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: present.map((one) => ({
      id: one.credential_id.toString('base64url'),
      transports: one.transports,
    })),
  });
  await keepChallenge(trx, { challenge: options.challenge, staffId: of.isNew ? null : staff.staffId, now });
  return options;
}

/** Keeps a new passkey of the person; null where the answer is not right, or there are too many, or it is there already. */
export async function keepPasskey(
  trx: Trx,
  of: { site: Site; challenge: string; staffId: string; name: string; answer: PasskeyAnswer; now: Date },
): Promise<{ id: string } | null> {
  const { site, challenge, staffId, answer, now } = of;
  const verified = await verifyRegistrationResponse({
    response: {
      id: answer.id,
      rawId: answer.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: answer.response.clientDataJSON,
        attestationObject: answer.response.attestationObject,
      },
    },
    expectedChallenge: challenge,
    expectedOrigin: site.publicUrl,
    expectedRPID: rpIdOf(site),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null); // as above
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  // One after the other, so that the bound holds.
  await sql`select from staff_user where id = ${staffId} for update`.execute(trx);
  const { count } = await trx
    .selectFrom('staff_passkey')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow();
  if (count >= MOST_PASSKEYS) return null;
  const made = await trx
    .insertInto('staff_passkey')
    .values({
      id: newId(),
      staff_id: staffId,
      credential_id: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: answer.response.transports ?? [],
      backed_up: credentialBackedUp,
      name: of.name.trim(),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made ?? null;
}

/** The person's passkeys, oldest first; public halves stay here. */
export const listPasskeys = (db: Db | Trx, staffId: string) =>
  db
    .selectFrom('staff_passkey')
    .select(['id', 'name', 'backed_up', 'created_at', 'last_used_at'])
    .where('staff_id', '=', staffId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
