// Every column that holds what the sealing key sealed, with what each value is sealed for, as its own module says it.
import { checkInLabel } from '../check-in/submit-check-in.ts';
import { answerLabel } from '../http/idempotency.ts';
import { pmsConnectionLabel } from '../inbox/open-pms.ts';
import { pushKeyLabel } from '../messages/push-key.ts';
import { pushSubscriptionLabel } from '../messages/push-subscriptions.ts';
import { settingsLabels } from '../messages/read-reach.ts';
import { capturedLabel } from '../messages/send-claimed.ts';
import { secondFactorLabel } from '../sign-in/second-factor.ts';
import { clientSecretLabel } from '../sign-in/sign-in-providers.ts';
import { signingKeyLabel } from '../signing/signing.ts';
import { idImageLabel } from '../verification/id-images.ts';
import { messageLinkLabel } from '../want-notice.ts';
import { secretLabel } from '../webhooks/deliver.ts';

/** `keys`: columns that the label is made of, in its order. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
  readonly label: (...values: readonly string[]) => string;
};

type PerRow = (locationId: string, id: string) => string;
type PerLocation = (locationId: string) => string;

const perRow = (table: string, column: string, label: PerRow): SealedColumn => ({
  ...{ table, column, keys: ['location_id', 'id'] },
  label: (locationId = '', id = '') => label(locationId, id),
});
const perLocation = (table: string, column: string, label: PerLocation): SealedColumn => ({
  ...{ table, column, keys: ['location_id'] },
  label: (locationId = '') => label(locationId),
});

/** A test finds a column that is missing here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  perRow('signing_key', 'sealed_private_key', signingKeyLabel),
  {
    ...{ table: 'push_key', column: 'sealed_private_key', keys: ['id'] },
    label: (id = '') => pushKeyLabel(id),
  },
  perLocation('pms_connection', 'sealed_credentials', pmsConnectionLabel),
  perLocation('message_settings', 'sealed_smtp_password', settingsLabels.smtp),
  perLocation('message_settings', 'sealed_sms_credentials', settingsLabels.sms),
  perLocation('message_settings', 'sealed_sms_callback_secret', settingsLabels.callback),
  perRow('webhook_endpoint', 'sealed_secret', secretLabel),
  perRow('webhook_endpoint', 'sealed_old_secret', secretLabel),
  perRow('message', 'sealed_link', (locationId, messageId) => messageLinkLabel({ locationId, messageId })),
  perRow('captured_message', 'sealed', capturedLabel),
  perRow('push_subscription', 'sealed', pushSubscriptionLabel),
  perRow('id_image', 'sealed_key', idImageLabel),
  perRow('check_in_request', 'sealed_details', checkInLabel),
  {
    ...{ table: 'staff_second_factor', column: 'sealed_secret', keys: ['staff_id'] },
    label: (staffId = '') => secondFactorLabel(staffId),
  },
  {
    ...{ table: 'sign_in_provider', column: 'sealed_client_secret', keys: ['id'] },
    label: (id = '') => clientSecretLabel(id),
  },
  {
    ...{ table: 'idempotent_answer', column: 'sealed_body', keys: ['actor', 'idempotency_key'] },
    label: (actor = '', key = '') => answerLabel({ actor, key }),
  },
];
