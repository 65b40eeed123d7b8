// Decides the next step of messages and claims a channel for those that are to be sent; many of one location in one transaction.
import { type MessageAttemptFacts, nextMessageStep } from '@nightlatch/domain';
import type { Selectable } from 'kysely';
import { type Actor, SYSTEM } from '../audit/write-audit.ts';
import { readHotelLook } from '../branding/branding.ts';
import type { MessageAttemptTable, MessageTextTable } from '../db/guest-side-tables.ts';
import type { RowSink } from '../db/row-batch.ts';
import type { EnrolmentLinkTable } from '../db/schema.ts';
import { transactRows } from '../db/transact-batch.ts';
import { attempt, type Outcome } from '../gather.ts';
import { groupBy } from '../group-by.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { raiseTask } from '../tasks/staff-tasks.ts';
import { messageLinkLabel } from '../want-notice.ts';
import { composeMessage, messageLanguage } from './compose-message.ts';
import { type LiveSubscription, liveSubscriptions } from './push-subscriptions.ts';
import { type MessageRow, type Notice, readNotices } from './read-notice.ts';
import { type MessageSettings, reachableBy, reachOf } from './read-reach.ts';
import type { ClaimedSend } from './send-claimed.ts';

/** Kinds that are worth nothing without the Guest App: to a guest without a phone they bring a one-time link. */
export const NEEDS_APP: readonly string[] = [
  'key_ready',
  'key_waiting',
  'room_changed',
  'check_in_approved',
  'room_ready',
];

/** Kinds that somebody must tell the guest in person if no channel did. */
const MUST_BE_TOLD: readonly string[] = [
  'key_waiting',
  'room_changed',
  'key_revoked',
  'room_override',
  'check_in_declined',
  'guest_link',
];

export type MessageToSettle = { readonly messageId: string; readonly now: Date };

/** Adds a one-time link for the booking's guest that leaves earlier links alone. */
export type AddLink = (
  sink: RowSink,
  of: { locationId: string; bookingId: string; guestId: string; now: Date; actor: Actor },
) => { readonly id: string; readonly secret: string; readonly expiresAt: Date };

type AttemptRow = Selectable<MessageAttemptTable>;
type OwnWords = Pick<Selectable<MessageTextTable>, 'language' | 'kind' | 'title' | 'text' | 'sms'>;
type LinkRow = Pick<Selectable<EnrolmentLinkTable>, 'id' | 'used_at' | 'withdrawn_at' | 'expires_at'>;

const TAKE = 'select * from message where location_id = $1 and id = any($2::uuid[]) order by id for no key update';
const SETTINGS = 'select * from message_settings where location_id = $1';
const ATTEMPTS = 'select * from message_attempt where location_id = $1 and message_id = any($2::uuid[])';
const LINKS = `select id, used_at, withdrawn_at, expires_at from enrolment_link where location_id = $1 and id = any($2::uuid[])`;
const OWN_WORDS = `select language, kind, title, text, sms from message_text
  where location_id = $1 and (title is not null or text is not null or sms is not null)`;
const NOTE_TOLD = `update message set told = told || jsonb_build_object('validUntil', $3::text) where location_id = $1 and id = $2`;

/** What the steps are decided by; read with the messages held. */
type Ground = {
  readonly parts: ServerParts;
  readonly addLink: AddLink;
  readonly settings: MessageSettings;
  readonly colours: { readonly accent: string; readonly onAccent: string } | null;
  readonly ownWords: ReadonlyMap<string, OwnWords>;
  readonly notices: ReadonlyMap<string, Notice>;
  readonly attempts: ReadonlyMap<string, readonly AttemptRow[]>;
  readonly links: ReadonlyMap<string, LinkRow>;
  readonly subscriptions: ReadonlyMap<string, readonly LiveSubscription[]>;
};

/**
 * Takes messages a step further, up to the claim; undefined for those that have nothing to send now. Of two about one booking the later
 * one comes again: what the first one tells may be all that there is to tell.
 */
export const claimMessages = (
  parts: ServerParts,
  locationId: string,
  items: readonly MessageToSettle[],
  addLink: AddLink,
): Promise<Outcome<ClaimedSend | undefined>[]> =>
  transactRows(parts.pool, locationId, async ({ ask, batch }) => {
    const ids = items.map(({ messageId }) => messageId);
    const [messages, [settings], attempts] = await Promise.all([
      ask<MessageRow>(TAKE, [locationId, ids]),
      ask<MessageSettings>(SETTINGS, [locationId]),
      ask<AttemptRow>(ATTEMPTS, [locationId, ids]),
    ]);
    const open = new Map(messages.flatMap((one) => (one.state === 'open' ? [[one.id, one] as const] : [])));
    if (!settings || open.size === 0) return items.map(() => ({ kind: 'done', value: undefined }));
    const guestIds = [...open.values()].flatMap((one) => (one.to_email === null ? [one.guest_id] : []));
    const linkIds = [...open.values()].flatMap((one) => one.enrolment_link_id ?? []);
    const { masterKey } = parts.config;
    const [notices, subscriptions, links, ownWords, { look }] = await Promise.all([
      readNotices(ask, { locationId, messages: [...open.values()] }),
      liveSubscriptions(ask, { locationId, guestIds, masterKey }),
      linkIds.length === 0 ? [] : ask<LinkRow>(LINKS, [locationId, linkIds]),
      ask<OwnWords>(OWN_WORDS, [locationId]),
      readHotelLook(parts.db, locationId),
    ]);
    const ground: Ground = {
      ...{ parts, addLink, settings, notices, subscriptions },
      colours: look.colours?.light ?? null,
      ownWords: new Map(ownWords.map((one) => [`${one.language} ${one.kind}`, one])),
      attempts: groupBy(attempts, (one) => one.message_id),
      links: new Map(links.map((link) => [link.id, link])),
    };
    const seen = new Set<string>();
    const outcomes: Outcome<ClaimedSend | undefined>[] = [];
    for (const { messageId, now } of items) {
      const message = open.get(messageId);
      if (!message) outcomes.push({ kind: 'done', value: undefined });
      else if (seen.has(message.booking_id)) outcomes.push({ kind: 'again' });
      else outcomes.push(await attempt(() => batch.part((sink) => stepOf(sink, ground, { message, now }))));
      if (message) seen.add(message.booking_id);
    }
    return outcomes;
  });

type Of = { readonly message: MessageRow; readonly now: Date };

const stepOf = async (sink: RowSink, ground: Ground, of: Of): Promise<ClaimedSend | undefined> => {
  const { message, now } = of;
  const { parts, settings } = ground;
  const notice = ground.notices.get(message.id);
  if (!notice) return endMessage(sink, of, 'void');
  // Used: the guest has a phone now. Withdrawn or over: staff gave another one.
  const link =
    message.enrolment_link_id === null ? 'live' : linkState(ground.links.get(message.enrolment_link_id), now);
  if (link !== 'live') return endMessage(sink, of, link === 'used' ? 'done' : 'void');
  const attempts = ground.attempts.get(message.id) ?? [];
  const subscriptions = ground.subscriptions.get(message.guest_id) ?? [];
  const reach = await reachOf(parts, { settings, notice, invited: message.to_email !== null, subscriptions });
  const step = nextMessageStep({
    now: now.getTime(),
    channels: message.told?.channel ? [message.told.channel] : settings.policy.channels,
    reachable: reachableBy(reach),
    attempts: attempts.map(
      (one): MessageAttemptFacts => ({
        channel: one.channel,
        state: one.state,
        tries: one.tries,
        lastAt: one.last_at.getTime(),
        retryAt: one.retry_at?.getTime() ?? null,
      }),
    ),
    fallbackSeconds: settings.policy.fallbackSeconds,
    hasLink: message.sealed_link !== null || needsLink(message, notice),
  });
  switch (step.step) {
    case 'done':
    case 'failed':
      return endMessage(sink, of, step.step);
    case 'wait': {
      // Also where a channel is claimed already: should whoever did that be dead, this is when it counts as cut off.
      if (message.expires_at <= now)
        return endMessage(sink, of, attempts.some((one) => one.sent_at !== null) ? 'done' : 'failed');
      const at = new Date(Math.min(step.until, message.expires_at.getTime()));
      sink.emit({ name: 'message.changed', locationId: message.location_id, messageId: message.id }, { at });
      return undefined;
    }
    case 'send': {
      if (message.expires_at <= now) return endMessage(sink, of, 'failed');
      const { channel } = step;
      const language = messageLanguage(notice.language, settings.policy.languages);
      const content = composeMessage({
        ...notice,
        language,
        ownWords: ground.ownWords.get(`${language} ${notice.kind}`) ?? null,
        oneTimeLink: linkOf(sink, ground, { ...of, notice }),
        appUrl: `${parts.config.publicUrl}/guest/`,
        colours: ground.colours,
      });
      const known = attempts.find((one) => one.channel === channel);
      noteWhatIsTold(sink, message, notice);
      return { ...claim(sink, of, { channel, known }), message, channel, reach, settings, content };
    }
  }
};

/** The claim is the attempt's state: whoever looks meanwhile leaves the message alone, until it counts as cut off. */
const claim = (
  sink: RowSink,
  { message, now }: Of,
  { channel, known }: { channel: AttemptRow['channel']; known: AttemptRow | undefined },
): { attemptId: string; tries: number } => {
  const locationId = message.location_id;
  const tries = (known?.tries ?? 0) + 1;
  const fields = { state: 'sending' as const, tries, last_at: now, retry_at: null, error: null };
  if (known) {
    sink.update('message_attempt', { locationId, id: known.id }, fields);
    return { attemptId: known.id, tries };
  }
  const id = newId();
  sink.insert('message_attempt', {
    ...{ location_id: locationId, id, message_id: message.id, channel, first_at: now },
    ...fields,
  });
  return { attemptId: id, tries };
};

/** For later comparison, as it leaves. */
const noteWhatIsTold = (sink: RowSink, message: MessageRow, { until }: Notice): void => {
  const before = message.told?.validUntil;
  const told = until?.toISOString();
  if (before === undefined || told === undefined || told === before) return;
  sink.also(NOTE_TOLD, [message.location_id, message.id, told]);
};

const needsLink = (message: MessageRow, notice: Notice): boolean =>
  notice.isBookingGuest &&
  (message.kind === 'guest_link' || (NEEDS_APP.includes(message.kind) && notice.enrolledDevices === 0));

const linkState = (link: LinkRow | undefined, now: Date): 'live' | 'used' | 'over' => {
  if (!link) return 'over';
  if (link.used_at !== null) return 'used';
  return link.withdrawn_at === null && link.expires_at > now ? 'live' : 'over';
};

/** The message's one link, the same for every channel and try; its secret is kept sealed until the message ends. */
const linkOf = (
  sink: RowSink,
  { parts, addLink, links }: Ground,
  of: Of & { notice: Notice },
): { url: string; until: Date } | null => {
  const { message, now } = of;
  const { masterKey, publicUrl } = parts.config;
  const locationId = message.location_id;
  const label = messageLinkLabel({ locationId, messageId: message.id });
  if (message.sealed_link !== null) {
    const path = openSecret({ masterKey, label, sealed: message.sealed_link }).toString();
    const until = links.get(message.enrolment_link_id ?? '')?.expires_at;
    return { url: `${publicUrl}${path}`, until: until ?? message.expires_at };
  }
  if (!needsLink(message, of.notice)) return null;
  const { booking_id: bookingId, guest_id: guestId } = message;
  const link = addLink(sink, { locationId, bookingId, guestId, now, actor: SYSTEM });
  // The secret stands in the fragment: it reaches no server, log or preview.
  const path = `/guest/#enrol=${link.secret}`;
  const fields = {
    sealed_link: sealSecret({ masterKey, label, secret: Buffer.from(path) }),
    enrolment_link_id: link.id,
    expires_at: new Date(Math.min(message.expires_at.getTime(), link.expiresAt.getTime())),
  };
  sink.update('message', { locationId, id: message.id }, fields);
  return { url: `${publicUrl}${path}`, until: link.expiresAt };
};

/** Ends it; the link's secret is not needed any more. What nobody could tell becomes a task for staff. */
const endMessage = (sink: RowSink, { message, now }: Of, state: 'done' | 'failed' | 'void'): undefined => {
  const { location_id: locationId, id, booking_id: bookingId } = message;
  sink.update('message', { locationId, id }, { state, ended_at: now, sealed_link: null });
  if (state === 'failed' && MUST_BE_TOLD.includes(message.kind)) {
    const detail = { messageId: id, message: message.kind };
    raiseTask(sink, { locationId, kind: 'guest_not_told', bookingId, keyId: null, detail, now });
  }
  sink.notify({ topic: 'change', locationId, kind: 'message', id, bookingId });
  return undefined;
};
