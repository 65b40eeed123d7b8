// The tables of signing in beyond the password as Kysely sees them; follows db/migrations/0014-passkeys.sql to 0020-password-resets.sql.
import type { SignInProviderUse } from '@nightlatch/api';
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

export interface SignInProviderTable {
  id: string;
  brand_id: string;
  /** Null: for all locations of the brand. */
  location_id: string | null;
  name: string;
  issuer: string;
  client_id: string;
  sealed_client_secret: Buffer;
  second_factor: Generated<boolean>;
  use: Generated<SignInProviderUse>;
  created_at: Instant;
  tested_at: Instant | null;
  last_problem: string | null;
}

export interface StaffProviderIdentityTable {
  provider_id: string;
  subject: string;
  staff_id: string;
  created_at: Instant;
}

export interface ProviderSignInTable {
  secret_hash: Buffer;
  provider_id: string;
  /** A test of the set-up by this person. */
  tested_by: string | null;
  expires_at: Instant;
}

export interface StaffPasswordResetTable {
  id: string;
  staff_id: string;
  location_id: string;
  language: string;
  secret_hash: Buffer | null;
  created_at: Instant;
  expires_at: Instant;
  sent_at: Instant | null;
  used_at: Instant | null;
}

/** Part of `Schema`. */
export interface SignInTables {
  staff_passkey: StaffPasskeyTable;
  staff_second_factor: StaffSecondFactorTable;
  staff_recovery_code: StaffRecoveryCodeTable;
  passkey_challenge: PasskeyChallengeTable;
  staff_password_reset: StaffPasswordResetTable;
  sign_in_provider: SignInProviderTable;
  staff_provider_identity: StaffProviderIdentityTable;
  provider_sign_in: ProviderSignInTable;
}
