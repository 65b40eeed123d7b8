// The tables of signing in beyond the password as Kysely sees them; follows db/migrations/0014-passkeys.sql.
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

/** Part of `Schema`. */
export interface SignInTables {
  staff_passkey: StaffPasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
}
