// A hotel's own words for messages to its guests: kept per language and kind, judged before they are, shown as an example guest would get them.
import type { MessageText, MessageTextDetail, MessageTextPreview, MessageWords } from '@nightlatch/api';
import type { MessageKind, MessageLanguage } from '@nightlatch/domain';
import { houseWords, judgeWords, MESSAGE_PARTS, type MessagePart, placeholdersOf, smsParts } from '@nightlatch/texts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { readHotelLook } from '../branding/branding.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { NEEDS_APP } from './claim-messages.ts';
import { composeMessage } from './compose-message.ts';

type Which = { readonly locationId: string; readonly language: MessageLanguage; readonly messageKind: MessageKind };

/** What was changed at least once; what is missing is said in the house's words, at version 0. */
export const listMessageTexts = async (db: Db | Trx, locationId: string): Promise<MessageText[]> => {
  const rows = await db
    .selectFrom('message_text')
    .selectAll()
    .where('location_id', '=', locationId)
    .orderBy('language')
    .orderBy('kind')
    .execute();
  return rows.map(({ language, kind, title, text, sms, version }) => ({
    // Written by `writeMessageText` only, whose parameters are checked.
    language: language as MessageLanguage,
    kind: kind as MessageKind,
    ...{ title, text, sms, version },
  }));
};

/** One of them; version 0 before its first change. */
export const readMessageText = async (db: Db | Trx, of: Which): Promise<MessageTextDetail> => {
  const { locationId, language, messageKind: kind } = of;
  const row = await db
    .selectFrom('message_text')
    .select(['title', 'text', 'sms', 'version'])
    .where('location_id', '=', locationId)
    .where('language', '=', language)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const placeholders = (part: MessagePart) => [...placeholdersOf(kind, part)];
  return {
    language,
    kind,
    ...(row ?? { title: null, text: null, sms: null, version: 0 }),
    house: houseWords(language, kind, row?.title),
    placeholders: { title: placeholders('title'), text: placeholders('text'), sms: placeholders('sms') },
  };
};

export type WordsRefusal = {
  readonly ok: false;
  readonly code: 'unknown_placeholder' | 'link_missing';
  readonly part: MessagePart;
  readonly detail: string;
};
type Judged = { readonly ok: true; readonly words: MessageWords } | WordsRefusal;

/** Blank is the house's. */
const tidy = (words: string | null): string | null => words?.trim() || null;

/** The words as they are kept, or what is wrong with the first part that nobody could fill. */
export const judgeMessageWords = (kind: MessageKind, input: MessageWords): Judged => {
  const words = { title: tidy(input.title), text: tidy(input.text), sms: tidy(input.sms) };
  for (const part of MESSAGE_PARTS) {
    const known = placeholdersOf(kind, part);
    const problem = words[part] === null ? undefined : judgeWords(part, known, words[part]);
    if (!problem) continue;
    const detail =
      problem.code === 'link_missing'
        ? 'An SMS must hold {link}: without it the guest can not open what it tells of.'
        : `Here can stand: ${known.map((name) => `{${name}}`).join(', ')}. Other words in braces can not be filled.`;
    return { ok: false, code: problem.code, part, detail };
  }
  return { ok: true, words };
};

/** Keeps judged words. Row by row, so that two administrators who write different messages do not meet. */
export const writeMessageText = async (
  trx: Trx,
  of: Which & { readonly words: MessageWords; readonly now: Date; readonly actor: Actor },
): Promise<MessageText> => {
  const { locationId, language, messageKind: kind, words, now } = of;
  // Two first writers: the second waits for the first.
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().execute();
  const before = await trx
    .selectFrom('message_text')
    .select(['title', 'text', 'sms'])
    .where('location_id', '=', locationId)
    .where('language', '=', language)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const { version } = await trx
    .insertInto('message_text')
    .values({ location_id: locationId, language, kind, ...words, changed_at: now })
    .onConflict((oc) =>
      oc
        .columns(['location_id', 'language', 'kind'])
        .doUpdateSet((eb) => ({ ...words, changed_at: now, version: eb('message_text.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor: of.actor,
    action: 'messages.worded',
    subject: { kind: 'location', id: locationId },
    before: { language, kind, title: null, text: null, sms: null, ...before },
    after: { language, kind, ...words },
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
  return { language, kind, ...words, version };
};

/** As long as a real secret: the length of an SMS is part of what is shown. */
const EXAMPLE_SECRET = 'example'.padEnd(32, '-');
const DAY_MS = 86_400_000;

/** What an example guest would get; the link in it opens nothing. */
export const previewMessageText = async (
  db: Db | Trx,
  of: Which & { readonly words: MessageWords; readonly now: number; readonly publicUrl: string },
): Promise<MessageTextPreview> => {
  const { locationId, messageKind: kind, now } = of;
  const hotel = await db
    .selectFrom('location')
    .select(['name', 'time_zone', 'front_desk_phone'])
    .where('id', '=', locationId)
    .executeTakeFirstOrThrow();
  const { look } = await readHotelLook(db, locationId);
  const until = new Date(now + 2 * DAY_MS);
  const appUrl = `${of.publicUrl}/guest/`;
  const invited = kind === 'invitation';
  const withLink = invited || kind === 'guest_link' || NEEDS_APP.includes(kind);
  const { subject, push, sms, text, html } = composeMessage({
    kind,
    language: of.language,
    guestName: invited ? 'guest@example.com' : 'Alex Example',
    ...(invited ? { firstName: '', lastName: '' } : { firstName: 'Alex', lastName: 'Example' }),
    arrival: new Date(now).toISOString().slice(0, 10),
    departure: until.toISOString().slice(0, 10),
    hotel: hotel.name,
    timeZone: hotel.time_zone,
    frontDeskPhone: hotel.front_desk_phone,
    roomNumber: '204',
    until,
    oneTimeLink: withLink ? { url: `${appUrl}#enrol=${EXAMPLE_SECRET}`, until } : null,
    appUrl,
    colours: look.colours?.light ?? null,
    ownWords: of.words,
  });
  return { subject, push, sms, smsParts: smsParts(sms).parts, text, html };
};
