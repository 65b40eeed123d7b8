// Outgoing webhooks by the Standard Webhooks rules: endpoints, what they are told, and how each delivery went.
import { Type } from 'typebox';
import { Id, Instant, pageOf } from './scalars.ts';

/** Everything that a webhook can tell, with what it means. */
export const WEBHOOK_EVENTS = {
  'booking.created': 'A booking became known',
  'booking.changed': 'Something about a booking changed; read it again',
  'key.waiting': 'A key was asked for and waits for its conditions',
  'key.issued': 'A key was issued',
  'key.delivered': 'A phone confirmed that it holds the key',
  'key.redated': 'A key’s validity changed',
  'key.suspended': 'A key was suspended',
  'key.resumed': 'A suspended key works again',
  'key.ended': 'A key ended: revoked, checked out, expired or replaced; read it for which',
  'revocation.enforced': 'It is proven that an ended key opens nothing any more',
  'device.enrolled': 'A guest enrolled a phone',
  'device.lost': 'A phone was reported lost',
  'booking.room_occupied': 'A booking was checked in to a room that another one has',
  'room.overridden': 'Staff gave an occupied room to another booking',
  'lock.commissioned': 'A lock was commissioned on a door',
  'access.granted': 'A door’s journal tells of an opening',
  'access.refused': 'A door’s journal tells of a refusal',
} as const;
export type WebhookEventType = keyof typeof WEBHOOK_EVENTS;
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as WebhookEventType[]; // Object.keys forgets literal types

const EventType = Type.Enum(WEBHOOK_EVENT_TYPES);
const EventTypes = Type.Array(EventType, { minItems: 1, maxItems: WEBHOOK_EVENT_TYPES.length, uniqueItems: true });
const Url = Type.String({ minLength: 1, maxLength: 2000, description: 'https; no address inside a network of ours' });
const Description = Type.String({ maxLength: 200 });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The body of a webhook: ids and states, no personal data. Read the rest by id. */
export const WebhookMessage = Type.Object(
  {
    type: EventType,
    timestamp: Instant,
    data: Type.Object({
      locationId: Id,
      bookingId: Type.Optional(Id),
      keyId: Type.Optional(Id),
      deviceId: Type.Optional(Id),
      lockId: Type.Optional(Id),
      doorId: Type.Optional(Id),
      accessEventId: Type.Optional(Id),
    }),
  },
  { $id: 'WebhookMessage' },
);
export type WebhookMessage = Type.Static<typeof WebhookMessage>;

export const WebhookEndpoint = Type.Object(
  {
    id: Id,
    url: Type.String(),
    description: Type.String(),
    eventTypes: Type.Array(EventType),
    enabled: Type.Boolean(),
    disabledBecause: nullable(Type.Enum(['gone', 'failing', 'by_staff'])),
    failingSince: nullable(Instant),
    oldSecretUntil: nullable(Instant),
    createdAt: Instant,
    version: Type.Integer(),
  },
  { $id: 'WebhookEndpoint' },
);
export type WebhookEndpoint = Type.Static<typeof WebhookEndpoint>;
export const WebhookEndpointPage = pageOf(WebhookEndpoint);

export const CreateWebhook = Type.Object(
  { url: Url, description: Type.Optional(Description), eventTypes: EventTypes },
  { additionalProperties: false },
);
export const UpdateWebhook = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Description),
    eventTypes: Type.Optional(EventTypes),
    enabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** Told once; kept sealed. */
export const WebhookSecret = Type.Object(
  { id: Id, secret: Type.String({ description: 'whsec_…: verify with any Standard Webhooks library' }) },
  { $id: 'WebhookSecret' },
);
export type WebhookSecret = Type.Static<typeof WebhookSecret>;

export const WEBHOOK_DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export const WebhookDelivery = Type.Object(
  {
    id: Id,
    eventId: Type.String({ description: 'The header webhook-id, the same at every retry' }),
    type: EventType,
    state: Type.Enum([...WEBHOOK_DELIVERY_STATES]),
    attempts: Type.Integer(),
    createdAt: Instant,
    lastAttemptAt: nullable(Instant),
    nextAttemptAt: nullable(Instant),
    deliveredAt: nullable(Instant),
    lastStatus: nullable(Type.Integer()),
    lastError: nullable(Type.String()),
  },
  { $id: 'WebhookDelivery' },
);
export type WebhookDelivery = Type.Static<typeof WebhookDelivery>;
export const WebhookDeliveryPage = pageOf(WebhookDelivery);
export const ReplayWebhook = Type.Object({ since: Instant }, { additionalProperties: false });
