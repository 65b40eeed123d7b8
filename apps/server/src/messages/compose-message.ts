// A message's words for one guest: subject, plain text and simple HTML for e-mail, one line for lock screens and SMS.
import { MESSAGE_LANGUAGES, type MessageKind, type MessageLanguage } from '@nightlatch/domain';
import { directionOf, fillWords, houseWords, MESSAGE_TEXTS, type MessagePart } from '@nightlatch/texts';

export type MessageContent = {
  readonly kind: MessageKind;
  /** BCP 47 as the PMS tells it; null: English. */
  readonly language: string | null;
  readonly guestName: string;
  /** For a hotel's own words; empty for somebody invited, of whom only an address is known. */
  readonly firstName: string;
  readonly lastName: string;
  /** Days of the stay, `2026-03-09`. */
  readonly arrival: string;
  readonly departure: string;
  readonly hotel: string;
  /** IANA zone of the hotel: every time is told on its clock. */
  readonly timeZone: string;
  readonly frontDeskPhone: string | null;
  readonly roomNumber: string | null;
  readonly until: Date | null;
  /** One-time link with its end, or null: the link only opens the Guest App. */
  readonly oneTimeLink: { readonly url: string; readonly until: Date } | null;
  readonly appUrl: string;
  /** The hotel's colour on the button, `#rrggbb`, and what is read on it; null: our own. */
  readonly colours: { readonly accent: string; readonly onAccent: string } | null;
  /** The hotel's own words in the guest's language; null, and each part that is null: the house's. */
  readonly ownWords: Readonly<Record<MessagePart, string | null>> | null;
};

export type ComposedMessage = {
  readonly language: MessageLanguage;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  /** For lock screens: who and what, without name, room or link. */
  readonly push: { readonly title: string; readonly body: string };
  readonly sms: string;
  readonly text: string;
  readonly html: string;
};

/** The language of the hotel's that fits `language` best; else the hotel's first, which is English where it named none. */
export const messageLanguage = (
  language: string | null,
  offered: readonly MessageLanguage[] = MESSAGE_LANGUAGES,
): MessageLanguage => {
  const base = language?.toLowerCase().split(/[-_]/)[0];
  return offered.find((known) => known === base) ?? offered[0] ?? 'en';
};

/** Writes the message. A room that is not known is left as an em dash, which no kind sends in practice. */
export const composeMessage = (content: MessageContent): ComposedMessage => {
  const language = messageLanguage(content.language);
  const texts = MESSAGE_TEXTS[language];
  const { ownWords: own } = content;
  const house = houseWords(language, content.kind, own?.title);
  const link = content.oneTimeLink?.url ?? content.appUrl;
  const values: Readonly<Record<string, string>> = {
    name: content.guestName,
    hotel: content.hotel,
    room: content.roomNumber ?? '—',
    until: content.until ? wallClock(content.until, language, content.timeZone) : '—',
    phone: content.frontDeskPhone ?? '',
    // Whoever has one name only is called by it.
    firstName: content.firstName || content.lastName,
    lastName: content.lastName || content.firstName,
    arrival: day(content.arrival, language),
    departure: day(content.departure, language),
    link,
    linkUntil: content.oneTimeLink ? wallClock(content.oneTimeLink.until, language, content.timeZone) : '',
  };
  const fill = (pattern: string): string => fillWords(pattern, values);
  const title = fill(own?.title ?? house.title);
  const text = fill(own?.text ?? house.text);
  const button = content.oneTimeLink ? texts.setUpPhone : texts.openApp;
  const direction = directionOf(language);
  const notes = [
    ...(content.oneTimeLink ? [fill(texts.linkNote)] : []),
    ...(content.frontDeskPhone ? [fill(texts.questions)] : []),
    fill(texts.footer),
  ];
  return {
    language,
    direction,
    subject: `${content.hotel}: ${title}`,
    push: { title: content.hotel, body: title },
    sms: fill(own?.sms ?? house.sms),
    text: [text, `${button}:\n${link}`, ...notes].join('\n\n'),
    html: htmlOf({
      colours: content.colours ?? OWN_COLOURS,
      language,
      direction,
      text,
      button,
      link,
      notes,
    }),
  };
};

/** Writes the mail by which a member of the staff sets a new password. */
export const composePasswordMail = (content: {
  readonly language: MessageLanguage;
  readonly name: string;
  readonly timeZone: string;
  readonly url: string;
  readonly until: Date;
}): Pick<ComposedMessage, 'language' | 'subject' | 'text' | 'html'> => {
  const { language, url } = content;
  const texts = MESSAGE_TEXTS[language];
  const words = texts.password;
  const values: Readonly<Record<string, string>> = {
    name: content.name,
    until: wallClock(content.until, language, content.timeZone),
  };
  const fill = (pattern: string): string => pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const [greeting, text, note] = [fill(texts.greeting), fill(words.text), words.note];
  const part = { language, direction: directionOf(language), colours: OWN_COLOURS, greeting, text, link: url };
  return {
    language,
    subject: words.title,
    text: [greeting, text, `${words.button}:\n${url}`, note].join('\n\n'),
    html: htmlOf({ ...part, button: words.button, notes: [note] }),
  };
};

const wallClock = (at: Date, language: MessageLanguage, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(at);

/** A day is the same everywhere: no zone may shift it. */
const day = (date: string, language: MessageLanguage): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${date}T00:00:00Z`));

const OWN_COLOURS = { accent: '#1d463d', onAccent: '#fdfaf3' };

/** No images, no styles to load, no trackers: what it says and one link. */
const htmlOf = (part: {
  language: string;
  direction: string;
  text: string;
  button: string;
  link: string;
  notes: readonly string[];
  colours: { readonly accent: string; readonly onAccent: string };
}): string => {
  const paragraph = (text: string, style = ''): string => `<p${style}>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  const small = ' style="color:#555;font-size:14px"';
  return [
    `<!doctype html><html lang="${part.language}" dir="${part.direction}"><head><meta charset="utf-8"></head>`,
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:560px;margin:0 auto;padding:16px">',
    ...part.text.split(/\n{2,}/).map((one) => paragraph(one)),
    `<p><a href="${escapeHtml(part.link)}" style="display:inline-block;padding:12px 20px;background:${part.colours.accent};color:${part.colours.onAccent};border-radius:6px;text-decoration:none">${escapeHtml(part.button)}</a></p>`,
    ...part.notes.map((note) => paragraph(note, small)),
    '</body></html>',
  ].join('\n');
};

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
