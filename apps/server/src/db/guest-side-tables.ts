// The tables of messages to guests, ID verification and mobile check-in as Kysely sees them; follows db/migrations/0005.

import type { ArrivalPolicy, CardLook, DeskContact, MessagePolicy } from '@nightlatch/api';
import type {
  CheckInState,
  DocumentKind,
  DocumentSide,
  IdCheckDecision,
  IdCheckState,
  MessageAttemptState,
  MessageChannel,
  MessageKind,
  MessageState,
} from '@nightlatch/domain';
import type { ColumnType, Generated } from 'kysely';

type Instant = Date;
type BigCounter = number;
/** jsonb: read as a value, written as JSON text. */
type JsonOf<T> = ColumnType<T, string, string>;

export interface ArrivalSettingsTable {
  location_id: string;
  policy: JsonOf<ArrivalPolicy>;
  verification_connector: Generated<string>;
  verification_config: JsonOf<unknown> | null;
  sealed_verification_credentials: Buffer | null;
  verification_callback_hash: Buffer | null;
  version: Generated<BigCounter>;
  changed_at: Instant;
}

export interface BrandingTable {
  location_id: string;
  colour: string | null;
  card_look: Generated<CardLook>;
  logo: Buffer | null;
  logo_hash: Buffer | null;
  logo_width: number | null;
  logo_height: number | null;
  logo_on_plate: Generated<boolean>;
  desk_contact: JsonOf<DeskContact> | null;
  version: Generated<BigCounter>;
  changed_at: Instant;
}

export interface CapturedMessageTable {
  location_id: string;
  id: string;
  message_id: string;
  channel: 'email' | 'sms';
  sealed: Buffer;
  captured_at: Instant;
}

export interface CheckInRequestTable {
  location_id: string;
  id: string;
  booking_id: string;
  guest_id: string;
  device_id: string | null;
  state: CheckInState;
  sealed_details: Buffer | null;
  arrival_at: Instant | null;
  terms_version: string | null;
  terms_accepted_at: Instant | null;
  submitted_at: Instant;
  decided_at: Instant | null;
  decided_by: string | null;
  reason: string | null;
  pms_check_in: 'wanted' | 'done' | 'refused' | 'not_supported' | null;
  pms_check_in_at: Instant | null;
}

export interface IdCheckTable {
  location_id: string;
  id: string;
  booking_id: string;
  guest_id: string;
  device_id: string | null;
  connector: string;
  document_kind: DocumentKind | null;
  state: IdCheckState;
  decision: IdCheckDecision | null;
  reason: string | null;
  decided_by: string | null;
  provider_ref: string | null;
  started_at: Instant;
  submitted_at: Instant | null;
  decided_at: Instant | null;
  images_deleted_at: Instant | null;
}

export interface IdImageTable {
  location_id: string;
  id: string;
  check_id: string;
  side: DocumentSide;
  media_type: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
  bytes: number;
  sealed_key: Buffer;
  created_at: Instant;
}

export interface IdImagePieceTable {
  location_id: string;
  image_id: string;
  piece: number;
  sealed: Buffer;
}

export interface MessageTable {
  location_id: string;
  id: string;
  guest_id: string;
  booking_id: string;
  kind: MessageKind;
  subject: string;
  state: Generated<MessageState>;
  to_email: string | null;
  sealed_link: Buffer | null;
  enrolment_link_id: string | null;
  /** `channel`: staff chose it, no other is tried. */
  told: JsonOf<{
    readonly validUntil?: string;
    readonly roomId?: string;
    readonly channel?: MessageChannel;
  }> | null;
  created_at: Instant;
  expires_at: Instant;
  ended_at: Instant | null;
}

export interface MessageAttemptTable {
  location_id: string;
  id: string;
  message_id: string;
  channel: MessageChannel;
  state: MessageAttemptState;
  tries: Generated<number>;
  first_at: Instant;
  last_at: Instant;
  sent_at: Instant | null;
  delivered_at: Instant | null;
  opened_at: Instant | null;
  used_at: Instant | null;
  retry_at: Instant | null;
  error: string | null;
  provider_ref: string | null;
}

export interface MessageSettingsTable {
  location_id: string;
  policy: JsonOf<MessagePolicy>;
  email_mode: Generated<'off' | 'smtp' | 'captured'>;
  email_from: string | null;
  smtp: JsonOf<{ host: string; port: number; security: 'tls' | 'starttls' | 'none'; user: string | null }> | null;
  sealed_smtp_password: Buffer | null;
  sms_connector: string | null;
  sms_config: JsonOf<unknown> | null;
  sealed_sms_credentials: Buffer | null;
  sms_callback_hash: Buffer | null;
  sealed_sms_callback_secret: Buffer | null;
  since: Instant;
  version: Generated<BigCounter>;
  changed_at: Instant;
}

export interface MessageTextTable {
  location_id: string;
  language: string;
  kind: string;
  title: string | null;
  text: string | null;
  sms: string | null;
  version: Generated<BigCounter>;
  changed_at: Instant;
}

export interface PushKeyTable {
  id: string;
  point: Buffer;
  sealed_private_key: Buffer;
  created_at: Instant;
}

export interface PushSubscriptionTable {
  location_id: string;
  id: string;
  device_id: string;
  endpoint_hash: Buffer;
  sealed: Buffer;
  created_at: Instant;
  last_used_at: Instant | null;
  ended_at: Instant | null;
  end_reason: 'unsubscribed' | 'replaced' | 'gone' | 'device_removed' | null;
}

/** Part of the whole schema. */
export interface GuestSideTables {
  arrival_settings: ArrivalSettingsTable;
  branding: BrandingTable;
  captured_message: CapturedMessageTable;
  check_in_request: CheckInRequestTable;
  id_check: IdCheckTable;
  id_image: IdImageTable;
  id_image_piece: IdImagePieceTable;
  message: MessageTable;
  message_attempt: MessageAttemptTable;
  message_settings: MessageSettingsTable;
  message_text: MessageTextTable;
  push_key: PushKeyTable;
  push_subscription: PushSubscriptionTable;
}
