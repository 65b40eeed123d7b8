// What a hotel may write instead of our words for a message: which placeholders each part knows, and what is wrong with what was written.
import type { MessageKind } from '@nightlatch/domain';
import type { Language } from '../languages.ts';
import { MESSAGE_TEXTS } from './message-texts.ts';

/**
 * `title`: subject and lock screen · `text`: the e-mail above its button, greeting included · `sms`: the whole SMS.
 * Button, link's note and footer of an e-mail are never the hotel's: who writes, and that a link is not to be passed on, is always said.
 */
export const MESSAGE_PARTS = ['title', 'text', 'sms'] as const;
export type MessagePart = (typeof MESSAGE_PARTS)[number];

/** Most characters as they are written, placeholders included. */
export const MOST_WORDS: Readonly<Record<MessagePart, number>> = { title: 100, text: 2000, sms: 400 };

export const MESSAGE_PLACEHOLDERS = [
  'name',
  'firstName',
  'lastName',
  'hotel',
  'room',
  'arrival',
  'departure',
  'until',
  'link',
] as const;
export type MessagePlaceholder = (typeof MESSAGE_PLACEHOLDERS)[number];

/**
 * What a part of a message may name. Lock screens and SMS show no room, as anybody may read them, and lock screens no name.
 * Room and end of the key are known where our own words name them. Somebody invited is called by their address, and the stay is not theirs.
 */
export const placeholdersOf = (kind: MessageKind, part: MessagePart): readonly MessagePlaceholder[] => {
  if (part === 'title') return ['hotel'];
  const guest = kind === 'invitation' ? [] : (['firstName', 'lastName', 'arrival', 'departure'] as const);
  if (part === 'sms') return ['link', 'hotel', ...guest];
  const known = (['room', 'until'] as const).filter((name) => MESSAGE_TEXTS.en.kinds[kind].text.includes(`{${name}}`));
  return ['name', ...guest.slice(0, 2), 'hotel', ...known, ...guest.slice(2)];
};

export type MessagePatterns = Readonly<Record<MessagePart, string>>;

/** The house's words, as a hotel could have written them. An SMS says what the title says, the hotel's own where there is one. */
export const houseWords = (language: Language, kind: MessageKind, ownTitle?: string | null): MessagePatterns => {
  const { greeting, kinds } = MESSAGE_TEXTS[language];
  const { title, text } = kinds[kind];
  const said = ownTitle ?? title;
  const end = /[.!?…。！？؟]$/.test(said) ? '' : '.';
  return { title, text: `${greeting}\n\n${text}`, sms: `{hotel}: ${said}${end} {link}` };
};

/** What is wrong with the words; `found` is the piece that nobody could fill. */
export type WordsProblem =
  | { readonly code: 'unknown_placeholder'; readonly found: string }
  | { readonly code: 'link_missing' };

/** The first thing wrong, or nothing. Every brace must be part of a placeholder that is `known` here (`placeholdersOf`). */
export const judgeWords = (part: MessagePart, known: readonly string[], words: string): WordsProblem | undefined => {
  let names: string[] = [];
  for (const [found, name] of words.matchAll(/\{([A-Za-z]*)\}|[{}][^{}\n]{0,20}/g)) {
    if (!known.some((one) => one === name)) return { code: 'unknown_placeholder', found: found.trim() };
    names = [...names, name ?? ''];
  }
  return part === 'sms' && !names.includes('link') ? { code: 'link_missing' } : undefined;
};

/** Fills each placeholder once: braces in what is filled in are text. */
export const fillWords = (words: string, values: Readonly<Record<string, string>>): string =>
  words.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** GSM 03.38: the alphabet that an SMS of 160 characters is written in, and what of it takes two places (3GPP TS 23.038 §6.2.1). */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_EXTENDED = '^{}\\[~]|€\f';

/** How many messages an SMS goes out as: providers count, and charge, each. */
export const smsParts = (text: string): { readonly parts: number; readonly plain: boolean } => {
  const plain = [...text].every((one) => GSM.includes(one) || GSM_EXTENDED.includes(one));
  const length = plain ? [...text].reduce((sum, one) => sum + (GSM.includes(one) ? 1 : 2), 0) : text.length;
  const [alone, each] = plain ? [160, 153] : [70, 67];
  return { parts: length <= alone ? 1 : Math.ceil(length / each), plain };
};
