// Messages to guests: settings of a location, what was told by which channel, push subscriptions of phones.
import { MESSAGE_ATTEMPT_STATES, MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_STATES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant, pageOf } from './scalars.ts';

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

export const Message = Type.Object(
  {
    id: Id,
    bookingId: Id,
    guestId: Id,
    kind: Type.Enum([...MESSAGE_KINDS]),
    state: Type.Enum([...MESSAGE_STATES]),
    createdAt: Instant,
    endedAt: Type.Union([Instant, Type.Null()]),
    attempts: Type.Array(MessageAttempt),
  },
  { $id: 'Message' },
);
export type Message = Type.Static<typeof Message>;
export const MessagePage = pageOf(Message);
