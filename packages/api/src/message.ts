// Messages to guests: settings of a location, what was told by which channel, push subscriptions of phones.
import {
  ASKED_MESSAGE_KINDS,
  MESSAGE_ATTEMPT_STATES,
  MESSAGE_CHANNELS,
  MESSAGE_KINDS,
  MESSAGE_LANGUAGES,
  MESSAGE_STATES,
} from '@nightlatch/domain';
import { Type } from 'typebox';
import { Bytes, Id, Instant, PageQuery, pageOf } from './scalars.ts';

const FallbackSeconds = Type.Integer({ minimum: 60, maximum: 86_400 });

/** Which messages go out, by which channels in which order, and when the next channel gets its turn. */
export const MessagePolicy = Type.Object(
  {
    kinds: Type.Array(Type.Enum([...MESSAGE_KINDS]), { uniqueItems: true, maxItems: MESSAGE_KINDS.length }),
    channels: Type.Array(Type.Enum([...MESSAGE_CHANNELS]), { uniqueItems: true, maxItems: MESSAGE_CHANNELS.length }),
    fallbackSeconds: Type.Object(
      { push: FallbackSeconds, email: FallbackSeconds, sms: FallbackSeconds },
      { additionalProperties: false, description: 'Unseen for this long: the next channel is tried' },
    ),
    languages: Type.Optional(
      Type.Array(Type.Enum([...MESSAGE_LANGUAGES]), {
        uniqueItems: true,
        minItems: 1,
        maxItems: MESSAGE_LANGUAGES.length,
        description:
          'The hotel writes in these; a guest of another language gets the first. Absent: every language there is',
      }),
    ),
  },
  { $id: 'MessagePolicy', additionalProperties: false },
);
export type MessagePolicy = Type.Static<typeof MessagePolicy>;

/** Every kind, push before e-mail before SMS. */
export const DEFAULT_MESSAGE_POLICY: MessagePolicy = {
  kinds: [...MESSAGE_KINDS],
  channels: [...MESSAGE_CHANNELS],
  fallbackSeconds: { push: 300, email: 1800, sms: 1800 },
};

export const MessageAttempt = Type.Object(
  {
    channel: Type.Enum([...MESSAGE_CHANNELS]),
    state: Type.Enum([...MESSAGE_ATTEMPT_STATES]),
    tries: Type.Integer(),
    lastAt: Instant,
    sentAt: Type.Union([Instant, Type.Null()]),
    deliveredAt: Type.Union([Instant, Type.Null()], {
      description: 'Shown by the phone, or confirmed by the provider',
    }),
    openedAt: Type.Union([Instant, Type.Null()]),
    usedAt: Type.Union([Instant, Type.Null()], { description: 'The link in it was redeemed' }),
    error: Type.Union([Type.String(), Type.Null()], { description: 'A code, never a provider’s own words' }),
  },
  { $id: 'MessageAttempt' },
);
export type MessageAttempt = Type.Static<typeof MessageAttempt>;

/** One word for how far a message came: the furthest of its channels; `withdrawn` is no longer true, and was not told. */
export const MESSAGE_STATUSES = ['queued', 'sent', 'delivered', 'opened', 'used', 'failed', 'withdrawn'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

const AnyKind = Type.Enum([...MESSAGE_KINDS, ...ASKED_MESSAGE_KINDS]);

export const Message = Type.Object(
  {
    id: Id,
    bookingId: Id,
    guestId: Id,
    guestName: Type.String(),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    kind: AnyKind,
    title: Type.String({ description: 'What it tells, one line for staff, in English' }),
    state: Type.Enum([...MESSAGE_STATES], {
      description: 'open: a channel is still tried or watched · done · failed · void',
    }),
    status: Type.Enum([...MESSAGE_STATUSES]),
    channel: Type.Union([Type.Enum([...MESSAGE_CHANNELS]), Type.Null()], {
      description: 'The channel that came furthest, or is tried now',
    }),
    fallback: Type.Boolean({ description: 'More than one channel was tried' }),
    createdAt: Instant,
    endedAt: Type.Union([Instant, Type.Null()]),
    attempts: Type.Array(MessageAttempt),
  },
  { $id: 'Message' },
);
export type Message = Type.Static<typeof Message>;
export const MessagePage = pageOf(Message);

export const MessagesQuery = Type.Object({
  ...PageQuery,
  bookingId: Type.Optional(Id),
  guestId: Type.Optional(Id),
  state: Type.Optional(Type.Enum([...MESSAGE_STATES])),
});

const smtp = {
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:_-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: Type.Enum(['tls', 'starttls', 'none'], { description: '`none` only for a relay on your own network' }),
  user: Type.Union([Type.String({ minLength: 1, maxLength: 320 }), Type.Null()]),
};
const EmailMode = Type.Enum(['off', 'smtp', 'captured'], {
  description: '`captured`: nothing leaves, messages are kept for staff to see (demo)',
});
const EmailAddress = Type.String({ maxLength: 254, pattern: '^[^\\s@<>]+@[^\\s@<>]+$' });
const Settings = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 }), { maxProperties: 20 });

/** How a location reaches its guests; secrets are never given back. */
export const MessageSettings = Type.Object(
  {
    policy: MessagePolicy,
    email: Type.Object({
      mode: EmailMode,
      from: Type.Union([Type.String(), Type.Null()]),
      smtp: Type.Union([Type.Object({ ...smtp, passwordSet: Type.Boolean() }), Type.Null()]),
    }),
    sms: Type.Union([
      Type.Object({
        connector: Type.String(),
        config: Settings,
        credentialsSet: Type.Boolean(),
        callbackUrl: Type.Union([Type.String(), Type.Null()], {
          description: 'Each message tells the provider where to report to; its secret part is left out here',
        }),
      }),
      Type.Null(),
    ]),
    version: Type.Integer({ description: 'Rises with every change; the ETag' }),
  },
  { $id: 'MessageSettings' },
);
export type MessageSettings = Type.Static<typeof MessageSettings>;

/** A secret that is left out stays as it was. */
export const MessageSettingsInput = Type.Object(
  {
    policy: MessagePolicy,
    email: Type.Object(
      {
        mode: EmailMode,
        from: Type.Union([EmailAddress, Type.Null()]),
        smtp: Type.Union([
          Type.Object(
            { ...smtp, password: Type.Optional(Type.String({ maxLength: 500 })) },
            { additionalProperties: false },
          ),
          Type.Null(),
        ]),
      },
      { additionalProperties: false },
    ),
    sms: Type.Union([
      Type.Object(
        { connector: Type.String({ maxLength: 60 }), config: Settings, credentials: Type.Optional(Settings) },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
  },
  { $id: 'MessageSettingsInput', additionalProperties: false },
);
export type MessageSettingsInput = Type.Static<typeof MessageSettingsInput>;

const orHouse = (maxLength: number, pattern: string) => Type.Union([Type.String({ maxLength, pattern }), Type.Null()]);
const LINE = '^[^\\u0000-\\u001f\\u007f\\u2028\\u2029]*$';
const LINES = '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*$';

/** The hotel's own words of one message in one language; null, or blank: the house's. Placeholders stand in braces. */
const OwnWords = { title: orHouse(100, LINE), text: orHouse(2000, LINES), sms: orHouse(400, LINE) };
export const MessageWords = Type.Object(OwnWords, { $id: 'MessageWords', additionalProperties: false });
export type MessageWords = Type.Static<typeof MessageWords>;

export const MessageText = Type.Object(
  {
    language: Type.Enum([...MESSAGE_LANGUAGES]),
    kind: AnyKind,
    ...OwnWords,
    version: Type.Integer({ description: 'Rises with every change, 0 before the first; its ETag is "<version>"' }),
  },
  { $id: 'MessageText' },
);
export type MessageText = Type.Static<typeof MessageText>;
/** One message with what it can be made of. */
export const MessageTextDetail = Type.Object(
  {
    ...MessageText.properties,
    house: Type.Object(
      { title: Type.String(), text: Type.String(), sms: Type.String() },
      { description: 'The house’s own words, as a hotel could have written them' },
    ),
    placeholders: Type.Object(
      {
        title: Type.Array(Type.String()),
        text: Type.Array(Type.String()),
        sms: Type.Array(Type.String()),
      },
      { description: 'What can stand in braces in each part' },
    ),
  },
  { $id: 'MessageTextDetail' },
);
export type MessageTextDetail = Type.Static<typeof MessageTextDetail>;
export const MessageTexts = Type.Object({ items: Type.Array(MessageText) });
export const atMessageText = Type.Object({
  locationId: Id,
  language: Type.Enum([...MESSAGE_LANGUAGES]),
  messageKind: AnyKind,
});

/** What an example guest would get. */
export const MessageTextPreview = Type.Object(
  {
    subject: Type.String(),
    push: Type.Object({ title: Type.String(), body: Type.String() }),
    sms: Type.String(),
    smsParts: Type.Integer({ description: 'How many messages it goes out as' }),
    text: Type.String({ description: 'The e-mail as plain text' }),
    html: Type.String(),
  },
  { $id: 'MessageTextPreview' },
);
export type MessageTextPreview = Type.Static<typeof MessageTextPreview>;

/** Sends one message to an address of the caller's own choice, by the settings that are stored. */
export const TestMessage = Type.Object(
  {
    channel: Type.Enum(['email', 'sms']),
    to: Type.String({ minLength: 3, maxLength: 254, description: 'E-mail address, or phone number in E.164' }),
  },
  { $id: 'TestMessage', additionalProperties: false },
);
export const TestMessageOutcome = Type.Object(
  {
    ok: Type.Boolean({ description: 'The mail server or provider took it (or it was captured)' }),
    captured: Type.Boolean({ description: 'Nothing left: this location captures its e-mail' }),
    code: Type.Union([Type.String(), Type.Null()], {
      description: 'unavailable · refused · not_authorised · no_address · not_configured · address_not_allowed',
    }),
    message: Type.String({ description: 'One sentence for staff, in English' }),
  },
  { $id: 'TestMessageOutcome' },
);
export type TestMessageOutcome = Type.Static<typeof TestMessageOutcome>;

/** An e-mail that did not leave: the location captures them. May hold a one-time link. */
export const CapturedMessage = Type.Object(
  {
    id: Id,
    messageId: Id,
    bookingId: Id,
    simulated: Type.Literal(true, { description: 'It was written as it would have left, and did not leave' }),
    kind: AnyKind,
    channel: Type.Enum(['email', 'sms']),
    capturedAt: Instant,
    to: Type.String(),
    subject: Type.String(),
    text: Type.String(),
    html: Type.String(),
  },
  { $id: 'CapturedMessage' },
);
export type CapturedMessage = Type.Static<typeof CapturedMessage>;
export const CapturedMessagePage = pageOf(CapturedMessage);

/** The key that browsers subscribe with (applicationServerKey). */
export const PushKey = Type.Object({ publicKey: Bytes(100) }, { $id: 'PushKey' });

/** A browser's PushSubscription. */
export const PushSubscription = Type.Object(
  {
    endpoint: Type.String({ minLength: 10, maxLength: 2000, pattern: '^https?://' }),
    keys: Type.Object(
      {
        p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{87}$', description: '65 bytes, base64url' }),
        auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: '16 bytes, base64url' }),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'PushSubscription', additionalProperties: false },
);
export const EndPushSubscription = Type.Object(
  { endpoint: PushSubscription.properties.endpoint },
  { additionalProperties: false },
);

/** What the phone did with push messages. */
export const MessageReceipts = Type.Object(
  {
    receipts: Type.Array(
      Type.Object({ messageId: Id, state: Type.Enum(['shown', 'opened']) }, { additionalProperties: false }),
      { maxItems: 64 },
    ),
  },
  { $id: 'MessageReceipts', additionalProperties: false },
);

/** Whether the guest's link can leave by a channel: `no_address`: the guest has none for it · `not_set_up`: the location has not. */
const WayOut = Type.Enum(['ready', 'no_address', 'not_set_up']);
/** Channels by which staff can send the guest of a booking their link. */
export const GuestReach = Type.Object({ email: WayOut, sms: WayOut }, { $id: 'GuestReach' });
export type GuestReach = Type.Static<typeof GuestReach>;
export const SendGuestLink = Type.Object({ channel: Type.Enum(['email', 'sms']) }, { additionalProperties: false });
