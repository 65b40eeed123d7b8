// Live events (server-sent events): a hint of what changed; the reader reads the truth again by id.
import { Type } from 'typebox';
import { Id, Instant } from './scalars.ts';

/** Event of a location's stream for staff: `event: change`. */
export const LiveChange = Type.Object(
  {
    kind: Type.Enum(['booking', 'key', 'device', 'door', 'location', 'task', 'arrival', 'message']),
    id: Id,
    bookingId: Type.Union([Id, Type.Null()]),
    at: Instant,
  },
  { $id: 'LiveChange' },
);
export type LiveChange = Type.Static<typeof LiveChange>;

/** Names of events on the streams: staff get `change`, devices get `wallet` (data: Wallet), gateways get `mail` (data: LockMailList). All get comments as heartbeat every 15 s. */
export const LIVE_EVENTS = ['change', 'wallet', 'mail'] as const;
export type LiveEventName = (typeof LIVE_EVENTS)[number];
