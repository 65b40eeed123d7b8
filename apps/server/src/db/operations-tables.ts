// The tables that operating needs as Kysely sees them; follows db/migrations/0006.
import type { ColumnType } from 'kysely';
import type { SigningKeyClass } from './schema.ts';

type Instant = Date;
/** jsonb: read as a value, written as JSON text. */
type Json = ColumnType<unknown, string, string>;

export interface AuditPersonalTable {
  location_id: string;
  entry_id: string;
  at: Instant;
  salt: Buffer;
  value: Json;
}

export interface LockAnchorTable {
  location_id: string;
  lock_id: string;
  class: SigningKeyClass;
  epoch: number;
  confirmed_at: Instant;
  oldest_dropped_at: Instant | null;
}

export interface RetentionMarkTable {
  location_id: string;
  item: string;
  done_until: Instant;
}

export interface SealingKeyTable {
  id: string;
  provider: 'master_key' | 'vault';
  key_ref: string;
  wrapped: Buffer;
  created_at: Instant;
}

export interface ServerProcessTable {
  id: string;
  worker_pool: string;
  started_at: Instant;
  seen_at: Instant;
}

/** The tables of this file by name. */
export interface OperationsTables {
  audit_personal: AuditPersonalTable;
  lock_anchor: LockAnchorTable;
  retention_mark: RetentionMarkTable;
  sealing_key: SealingKeyTable;
  server_process: ServerProcessTable;
}
