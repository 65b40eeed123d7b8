// The tables of administration, webhooks and limits as Kysely sees them; follows db/migrations/0003-platform.sql.
import type { Role } from '@nightlatch/domain';
import type { ColumnType, Generated } from 'kysely';

type Instant = Date;
type BigCounter = number;
/** jsonb: read as a value, written as JSON text. */
type Json = ColumnType<unknown, string, string>;

export interface BrandRoleTable {
  brand_id: string;
  staff_id: string;
}

export interface StaffInvitationTable {
  id: string;
  brand_id: string;
  /** Null: an invitation to the brand's administration. */
  location_id: string | null;
  role: Role;
  email: string;
  name: string;
  secret_hash: Buffer;
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  withdrawn_at: Instant | null;
}

export interface EmergencyRequestTable {
  location_id: string;
  id: string;
  kind: 'revoke_all' | 'rotate_signing_keys';
  reason: string;
  requested_by: string;
  requested_by_name: string;
  requested_at: Instant;
  expires_at: Instant;
  confirmed_by: string | null;
  confirmed_by_name: string | null;
  confirmed_at: Instant | null;
  withdrawn_by: string | null;
  withdrawn_at: Instant | null;
  done_at: Instant | null;
  result: Json | null;
}

export interface WebhookEndpointTable {
  location_id: string;
  id: string;
  url: string;
  description: string;
  event_types: string[];
  sealed_secret: Buffer;
  sealed_old_secret: Buffer | null;
  old_secret_until: Instant | null;
  created_by: string;
  created_at: Instant;
  version: Generated<BigCounter>;
  failing_since: Instant | null;
  /** It gave no answer: nothing is sent before. */
  resting_until: Instant | null;
  disabled_at: Instant | null;
  disabled_because: 'gone' | 'failing' | 'by_staff' | null;
  deleted_at: Instant | null;
}

export interface WebhookEventTable {
  location_id: string;
  id: string;
  type: string;
  at: Instant;
  data: Json;
}

export interface WebhookDeliveryTable {
  location_id: string;
  id: string;
  endpoint_id: string;
  event_id: string;
  state: 'pending' | 'delivered' | 'failed';
  attempts: Generated<number>;
  created_at: Instant;
  next_attempt_at: Instant | null;
  last_attempt_at: Instant | null;
  last_status: number | null;
  last_error: string | null;
  delivered_at: Instant | null;
}

export interface WebhookProgressTable {
  location_id: string;
  audit_seq: BigCounter;
}

export interface RateCountTable {
  key: Buffer;
  window_start: Instant;
  window_end: Instant;
  count: number;
}

/** Part of `Schema`. */
export interface PlatformTables {
  brand_role: BrandRoleTable;
  emergency_request: EmergencyRequestTable;
  rate_count: RateCountTable;
  staff_invitation: StaffInvitationTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_event: WebhookEventTable;
  webhook_progress: WebhookProgressTable;
}
