// Outgoing webhooks: endpoints, their secrets, deliveries and replays.
import { Type } from 'typebox';
import { Id, PageQuery } from '../scalars.ts';
import * as webhook from '../webhook.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

const atWebhook = Type.Object({ locationId: Id, webhookId: Id });
const shared = { tag: 'Webhooks', caller: 'staff', action: 'webhooks.manage' } as const;

export const webhookOperations = {
  listWebhooks: {
    ...shared,
    summary: 'Webhook endpoints, newest first',
    params: atLocation,
    query: Type.Object(PageQuery),
    success: [200, webhook.WebhookEndpointPage],
  },
  createWebhook: {
    ...shared,
    summary: 'Add an endpoint; its secret is told once',
    params: atLocation,
    body: webhook.CreateWebhook,
    success: [201, webhook.WebhookSecret],
    problems: ['conflict'],
    idempotent: true,
  },
  getWebhook: {
    ...shared,
    summary: 'One endpoint',
    params: atWebhook,
    success: [200, webhook.WebhookEndpoint],
  },
  updateWebhook: {
    ...shared,
    summary: 'Change an endpoint, or switch it off and on',
    params: atWebhook,
    body: webhook.UpdateWebhook,
    success: [200, webhook.WebhookEndpoint],
    idempotent: true,
    ifMatch: 'webhook_endpoint',
  },
  deleteWebhook: {
    ...shared,
    summary: 'Delete an endpoint; what waits for it is given up',
    params: atWebhook,
    success: [204, null],
    idempotent: true,
  },
  rotateWebhookSecret: {
    ...shared,
    summary: 'Make a new secret; the old one signs beside it for 24 hours',
    params: atWebhook,
    success: [200, webhook.WebhookSecret],
    idempotent: true,
  },
  listWebhookDeliveries: {
    ...shared,
    summary: 'Deliveries to an endpoint, newest first',
    params: atWebhook,
    query: Type.Object({
      ...PageQuery,
      state: Type.Optional(Type.Enum([...webhook.WEBHOOK_DELIVERY_STATES])),
      type: Type.Optional(Type.Enum(webhook.WEBHOOK_EVENT_TYPES)),
    }),
    success: [200, webhook.WebhookDeliveryPage],
  },
  replayWebhookDelivery: {
    ...shared,
    summary: 'Send one delivery again',
    params: Type.Object({ locationId: Id, webhookId: Id, deliveryId: Id }),
    success: [202, null],
    problems: ['conflict'],
    idempotent: true,
  },
  replayWebhook: {
    ...shared,
    summary: 'Send everything again that happened since an instant (events are kept for 30 days)',
    params: atWebhook,
    body: webhook.ReplayWebhook,
    success: [202, Type.Object({ queued: Type.Integer() })],
    problems: ['conflict'],
    idempotent: true,
  },
} as const satisfies OperationTable;
