// The tables of signing in beyond the password as Kysely sees them; follows db/migrations/0014-passkeys.sql and 0015-second-factor.sql.
import type { Generated } from 'kysely';

type Instant = Date;

export interface StaffPasskeyTable {
  id: string;
  staff_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: number;
  transports: string[];
  backed_up: boolean;
  name: string;
  created_at: Instant;
  last_used_at: Instant | null;
}

export interface PasskeyChallengeTable {
  challenge_hash: Buffer;
  /** Whose passkey is to be added; null: to sign in. */
  staff_id: string | null;
  expires_at: Instant;
}

export interface StaffSecondFactorTable {
  staff_id: string;
  sealed_secret: Buffer;
  created_at: Instant;
  /** Null: being set up. */
  confirmed_at: Instant | null;
  last_step: number | null;
  /** Of the first of the wrong codes that are counted. */
  wrong_since: Instant | null;
  wrong_count: Generated<number>;
}

export interface StaffRecoveryCodeTable {
  staff_id: string;
  code_hash: Buffer;
  used_at: Instant | null;
}

/** Part of `Schema`. */
export interface SignInTables {
  staff_passkey: StaffPasskeyTable;
  staff_second_factor: StaffSecondFactorTable;
  staff_recovery_code: StaffRecoveryCodeTable;
  passkey_challenge: PasskeyChallengeTable;
}
