// The PMS: webhooks in, resync.
import { Type } from 'typebox';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const pmsOperations = {
  resyncPms: {
    tag: 'PMS',
    summary: 'Read every current booking from the PMS again',
    caller: 'staff',
    action: 'keys.issue',
    params: atLocation,
    success: [202, Type.Object({ queued: Type.Boolean() })],
    idempotent: true,
    problems: ['conflict', 'vendor_unavailable'],
  },
  receiveApaleoWebhook: {
    tag: 'PMS',
    summary: 'Apaleo’s webhook: a hint; the reservation is read back',
    caller: 'none',
    action: null,
    params: Type.Object({ webhookSecret: Type.String({ maxLength: 200 }) }),
    body: Type.Unknown(),
    success: [202, null],
    repeatable: 'a webhook is a hint; reading back twice changes nothing',
    problems: ['not_found'],
  },
} as const satisfies OperationTable;
