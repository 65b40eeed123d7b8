// The messages to guests and their languages, in the order of the settings.
import type { MessagePolicy } from '@nightlatch/api';

/** What a hotel can tell by itself, in the order in which a stay brings it. */
export const MESSAGE_KINDS = [
  'invitation',
  'key_ready',
  'key_waiting',
  'room_ready',
  'room_changed',
  'stay_extended',
  'stay_shortened',
  'key_revoked',
  'room_override',
  'check_in_approved',
  'check_in_declined',
  'id_verified',
  'id_failed',
  'checked_out',
] as const satisfies readonly MessagePolicy['kinds'][number][];
/** What guests are written to in. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'zh', 'ar'] as const satisfies readonly NonNullable<
  MessagePolicy['languages']
>[number][];
