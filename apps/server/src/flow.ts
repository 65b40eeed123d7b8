// The map of the server: what happens on which event. Rooms do not import each other; they meet here.

import { carryOutEmergency } from './admin/emergencies.ts';
import { sealAudit } from './audit/seal-audit.ts';
import { catchUpWithPms, resyncWithPms } from './catch-up-with-pms.ts';
import { checkInAtPms } from './check-in/check-in-at-pms.ts';
import { linkParty } from './delivery/link-party.ts';
import { settleDevice } from './delivery/settle-device.ts';
import { settleKeyDeliveries } from './delivery/settle-key-deliveries.ts';
import { settleRevocation } from './delivery/settle-revocation.ts';
import type { ServerEvent, ServerEventName } from './events.ts';
import type { Outcome } from './gather.ts';
import { openPms } from './inbox/open-pms.ts';
import { settleGuest, settleLocation } from './keys/settle-others.ts';
import { settleRotation, signAnew } from './locks/rotate-signing-key.ts';
import { sendRevocationLists } from './locks/send-revocation-lists.ts';
import { settleLockMail, tendLocks } from './locks/settle-lock-mail.ts';
import { sendPasswordLink } from './messages/send-password-link.ts';
import { settleKeyNotices } from './messages/settle-notices.ts';
import { noteUsedLinks } from './messages/take-receipts.ts';
import { putFromPms } from './put-from-pms.ts';
import type { ServerParts } from './server-parts.ts';
import { settleChangedBookings, settleChangedMessages, settleChangedRooms } from './settle-changed.ts';
import { takeHints } from './take-hints.ts';
import { wantNotice } from './want-notice.ts';
import { deliverWebhooks } from './webhooks/deliver.ts';
import { tellAudit } from './webhooks/tell-audit.ts';

type EventOf<N extends ServerEventName> = Extract<ServerEvent, { name: N }>;
/** Does events of one location at once; gives their outcomes in their order. */
type Many<N extends ServerEventName> = (
  parts: ServerParts,
  events: readonly EventOf<N>[],
  now: Date,
) => Promise<readonly Outcome<unknown>[]>;
type Handler<N extends ServerEventName> = ((parts: ServerParts, event: EventOf<N>, now: Date) => Promise<unknown>) & {
  readonly many?: Many<N>;
};

/** The handler of events that come in rushes: one alone is a batch of one (docs/decisions/0105). */
const together = <N extends ServerEventName>(many: Many<N>): Handler<N> => {
  const alone = async (parts: ServerParts, event: EventOf<N>, now: Date): Promise<unknown> => {
    const [outcome] = await many(parts, [event], now);
    if (outcome?.kind === 'failed') throw outcome.error;
    return outcome;
  };
  return Object.assign(alone, { many });
};

/** What a connection to a PMS is opened with. */
const pmsOf = ({ config, fetchOutside }: ServerParts) => ({ masterKey: config.masterKey, fetch: fetchOutside });

/** PMS → inbox → bookings → keys → delivery → phones and locks → journal. */
export const FLOW: { readonly [N in ServerEventName]: Handler<N> } = {
  'hint.received': together(takeHints),

  'pms.resync': (parts, event, now) => resyncWithPms(parts, { ...event, now }),
  'pms.tended': (parts, event, now) => catchUpWithPms(parts, { ...event, now }),

  'booking.changed': together(settleChangedBookings),
  'party.changed': (parts, event, now) => linkParty(parts.db, { ...event, now }),
  'room.changed': together(settleChangedRooms),
  'guest.changed': async (parts, event) => {
    await settleGuest(parts.db, event);
    await noteUsedLinks(parts.db, event);
  },
  'location.changed': async (parts, event, now) => {
    await settleLocation(parts.db, event);
    await settleLockMail(parts, { ...event, now });
  },

  'key.changed': async (parts, event, now) => {
    await settleKeyDeliveries(parts.db, parts.signing, { ...event, now });
    await settleKeyNotices(parts.pool, { ...event, now });
  },
  'device.changed': (parts, event) => settleDevice(parts.db, event),

  'hours.changed': (parts, { locationId }) => parts.db.transaction().execute((trx) => signAnew(trx, locationId)),
  'locks.tended': (parts, event, now) => tendLocks(parts, { ...event, now }),
  'rotation.changed': (parts, event, now) => settleRotation(parts.db, parts.signing, { ...event, now }),
  'refusals.changed': (parts, event, now) => sendRevocationLists(parts.db, parts.signing, { ...event, now }),
  'revocation.changed': (parts, event, now) => settleRevocation(parts.db, { ...event, now }),

  'notice.wanted': (parts, event, now) => parts.db.transaction().execute((trx) => wantNotice(trx, { ...event, now })),
  'message.changed': together(settleChangedMessages),

  'check_in.approved': async (parts, event, now) => {
    const { locationId } = event;
    const pms = openPms(parts.db, { locationId, ...pmsOf(parts) });
    const reference = await checkInAtPms(parts.db, { ...event, now, openPms: () => pms });
    if (reference === undefined) return;
    // The PMS tells it by a webhook too; who has none, or lost it, is not kept waiting.
    await putFromPms(parts, {
      locationId,
      now,
      ask: async () => {
        const opened = await pms;
        const booking = await opened?.connection.readReservation(reference);
        return opened && booking ? { connector: opened.connector, booking } : undefined;
      },
    });
  },

  'password.forgotten': (parts, event, now) => sendPasswordLink(parts, { ...event, now }),
  'emergency.confirmed': (parts, event, now) => carryOutEmergency(parts, { ...event, now }),
  'webhook.due': (parts, event, now) => deliverWebhooks(parts, { ...event, now }),
  'audit.written': async (parts, event) => {
    await sealAudit(parts.db, event);
    await tellAudit(parts.db, event);
  },
};
