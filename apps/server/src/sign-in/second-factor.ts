// The second factor of a password: codes of an authenticator app (TOTP, RFC 6238, by otpauth) and recovery codes. Every code counts once.
import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Db, Trx } from '../db/schema.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';

const PERIOD_SECONDS = 30;
/** Steps before and after the present one: clocks of phones are off, and people type slowly. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Wrong codes of one person in a day: of a million codes three are right at any moment. */
const MOST_WRONG = 20;
const wrongMs = 24 * 3_600_000;
/** Without what looks alike: no 0, 1, I, L, O, U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

type Keys = { readonly masterKey: Uint8Array };

/** What a person's secret is sealed for. */
export const secondFactorLabel = (staffId: string): string => `staff_second_factor:${staffId}`;

const totpOf = (secret: Uint8Array, email: string): TOTP =>
  new TOTP({
    issuer: 'Nightlatch',
    label: email,
    // 20 bytes of its own buffer, as RFC 4226 asks for.
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    algorithm: 'SHA1', // what every authenticator app reads
    digits: 6,
    period: PERIOD_SECONDS,
  });

/** How it stands with the person's second factor. */
export type SecondFactorState = { readonly since: Date; readonly recoveryCodesLeft: number } | null;

/** Null while there is none, or it was never confirmed. */
export async function readSecondFactor(db: Db | Trx, staffId: string): Promise<SecondFactorState> {
  const row = await db
    .selectFrom('staff_second_factor')
    .select('confirmed_at')
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  if (!row?.confirmed_at) return null;
  const { left } = await db
    .selectFrom('staff_recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { since: row.confirmed_at, recoveryCodesLeft: left };
}

/** Begins anew: the secret for the authenticator app. Asked of nobody until a code of it was confirmed. Null where one is in force. */
export async function startSecondFactor(
  trx: Trx,
  of: Keys & { staff: { staffId: string; email: string }; now: Date },
): Promise<{ secret: string; uri: string } | null> {
  const { staffId, email } = of.staff;
  const secret = randomBytes(20);
  const sealed_secret = sealSecret({ masterKey: of.masterKey, label: secondFactorLabel(staffId), secret });
  const kept = await trx
    .insertInto('staff_second_factor')
    .values({ staff_id: staffId, sealed_secret, created_at: of.now })
    .onConflict((conflict) =>
      conflict
        .column('staff_id')
        .doUpdateSet({ sealed_secret, created_at: of.now })
        .where('staff_second_factor.confirmed_at', 'is', null),
    )
    .returning('staff_id')
    .executeTakeFirst();
  if (!kept) return null;
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** Confirms what was begun by a code of it; gives the recovery codes, which are told only here. Null where the code is not right. */
export async function confirmSecondFactor(
  trx: Trx,
  of: Keys & { staffId: string; code: string; now: Date },
): Promise<string[] | null> {
  const step = await takeStep(trx, { ...of, confirmed: false });
  if (!step) return null;
  await trx
    .updateTable('staff_second_factor')
    .set({ confirmed_at: of.now })
    .where('staff_id', '=', of.staffId)
    .execute();
  return makeRecoveryCodes(trx, of.staffId);
}

/** Makes new recovery codes; the old ones are worth nothing from then on. */
export async function makeRecoveryCodes(trx: Trx, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 4 }, () => Array.from({ length: 4 }, randomLetter).join('')).join('-'),
  );
  await trx.deleteFrom('staff_recovery_code').where('staff_id', '=', staffId).execute();
  await trx
    .insertInto('staff_recovery_code')
    .values(codes.map((code) => ({ staff_id: staffId, code_hash: hashOf(staffId, code), used_at: null })))
    .execute();
  return codes;
}

function randomLetter(): string {
  for (;;) {
    // Evenly: what lies beyond the last whole multiple is drawn again.
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < Math.floor(256 / ALPHABET.length) * ALPHABET.length) return ALPHABET[byte % ALPHABET.length] ?? '';
  }
}

/** Sixteen letters of twenty-nine are 77 bits: nobody tries them out, and no key that may be changed one day hangs on it. */
function hashOf(staffId: string, code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(`nightlatch staff recovery code\n${staffId}\n${plain}`).digest();
}

/** Which of the two a right code was. */
export type ProvedBy = 'code' | 'recovery_code';

/** Wrong, or counted already; or not looked at, since there were too many wrong ones. */
export type NotProved = 'wrong' | { readonly retryAfterSeconds: number };

/**
 * Takes a code of the app or a recovery code, once. The person's row is locked while a code is looked at and a wrong one counted:
 * codes that come at the same time, to several servers too, are neither taken twice nor tried beyond the limit.
 */
export async function takeSecondFactor(
  trx: Trx,
  of: Keys & { staffId: string; code: string; now: Date },
): Promise<ProvedBy | NotProved> {
  const { staffId, code, now } = of;
  const row = await trx
    .selectFrom('staff_second_factor')
    .select(['wrong_since', 'wrong_count'])
    .where('staff_id', '=', staffId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return 'wrong';
  const since = row.wrong_since !== null && row.wrong_since.getTime() + wrongMs > now.getTime() ? row.wrong_since : now;
  const wrong = since === row.wrong_since ? row.wrong_count : 0;
  if (wrong >= MOST_WRONG) return { retryAfterSeconds: Math.ceil((since.getTime() + wrongMs - now.getTime()) / 1000) };
  if (/^\d{6}$/.test(code.replaceAll(/\s/g, ''))) {
    if (await takeStep(trx, { ...of, confirmed: true })) return 'code';
  } else if (await takeRecoveryCode(trx, of)) return 'recovery_code';
  await trx
    .updateTable('staff_second_factor')
    .set({ wrong_since: since, wrong_count: wrong + 1 })
    .where('staff_id', '=', staffId)
    .execute();
  return 'wrong';
}

async function takeRecoveryCode(trx: Trx, of: { staffId: string; code: string; now: Date }): Promise<boolean> {
  const used = await trx
    .updateTable('staff_recovery_code')
    .set({ used_at: of.now })
    .where('staff_id', '=', of.staffId)
    .where('code_hash', '=', hashOf(of.staffId, of.code))
    .where('used_at', 'is', null)
    .returning('staff_id')
    .executeTakeFirst();
  return used !== undefined;
}

/** Whether the code is the one of a step near now and newer than every one taken before; it is then taken. */
async function takeStep(
  trx: Trx,
  of: Keys & { staffId: string; code: string; now: Date; confirmed: boolean },
): Promise<boolean> {
  const row = await trx
    .selectFrom('staff_second_factor')
    .select(['sealed_secret', 'confirmed_at', 'last_step'])
    .where('staff_id', '=', of.staffId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.confirmed_at !== null) !== of.confirmed) return false;
  const secret = openSecret({
    masterKey: of.masterKey,
    label: secondFactorLabel(of.staffId),
    sealed: row.sealed_secret,
  });
  const token = of.code.replaceAll(/\s/g, '');
  const timestamp = of.now.getTime();
  const delta = totpOf(secret, '').validate({ token, timestamp, window: WINDOW });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  if (row.last_step !== null && step <= row.last_step) return false;
  await trx.updateTable('staff_second_factor').set({ last_step: step }).where('staff_id', '=', of.staffId).execute();
  return true;
}

/** Takes the second factor away, with its recovery codes. Whether there was one in force. */
export async function removeSecondFactor(trx: Trx, staffId: string): Promise<boolean> {
  await trx.deleteFrom('staff_recovery_code').where('staff_id', '=', staffId).execute();
  const gone = await trx
    .deleteFrom('staff_second_factor')
    .where('staff_id', '=', staffId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return gone?.confirmed_at != null;
}
