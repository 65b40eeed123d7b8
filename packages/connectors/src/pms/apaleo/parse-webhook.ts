// Apaleo's webhooks: unordered, repeated, unsigned, and only an id; so only a hint comes out (apaleo.dev, Webhooks payload).
import type { PmsHint, WebhookResult } from '../../kit/pms-connector.ts';

/** Apaleo's reservation ids look like `XPGMSXGF-1`; anything else never reaches the vendor's address or our database. */
const RESERVATION_ID = /^[A-Za-z0-9]{1,32}(-[A-Za-z0-9]{1,16}){0,3}$/;
const WORD = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/**
 * Reads one webhook body. Events of other topics (`system/healthcheck` among them), of other properties and of types we do not
 * know yet are fine: other topics and properties give no hint, unknown types of reservation events give one.
 */
export function parseWebhook(body: unknown, propertyId: string): WebhookResult {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return malformed('body');
  const { topic, type, id, propertyId: property, data } = body as Record<string, unknown>; // fields are checked below
  if (typeof topic !== 'string' || !WORD.test(topic)) return malformed('topic');
  if (typeof type !== 'string' || !WORD.test(type)) return malformed('type');
  if (property !== undefined && property !== propertyId) return { ok: true, hints: [] };
  // Of a unit nothing is taken, not even its id: all rooms are read.
  if (topic.toLowerCase() === 'unit') return { ok: true, hints: [], rooms: true };
  if (topic.toLowerCase() !== 'reservation') return { ok: true, hints: [] };
  const reference = typeof data === 'object' && data !== null ? (data as { entityId?: unknown }).entityId : undefined; // checked below
  if (typeof reference !== 'string' || !RESERVATION_ID.test(reference)) return malformed('data.entityId');
  const eventId = typeof id === 'string' && id.length <= 64 ? id : null;
  const hint: PmsHint = { reference, topic: `${topic}/${type}`, eventId };
  return { ok: true, hints: [hint] };
}

/** Whether a text may be a reservation's id. */
export function isReservationId(text: string): boolean {
  return RESERVATION_ID.test(text);
}

function malformed(field: string): WebhookResult {
  return { ok: false, code: 'malformed_webhook', field };
}
