// Messages to guests by e-mail, SMS and push, in every language. The server fills the placeholders in braces; a test compares them across languages.
import type { MessageKind } from '@nightlatch/domain';
import type { Language } from '../languages.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { pt } from './pt.ts';
import { zh } from './zh.ts';

/** The shape of one language's messages. */
export type MessageTexts = {
  /** `{name}`: the guest's first or last name. */
  readonly greeting: string;
  /** Label of the link that opens the Guest App. */
  readonly openApp: string;
  /** Label of a one-time link. */
  readonly setUpPhone: string;
  /** `{linkUntil}`: when the one-time link ends. */
  readonly linkNote: string;
  /** `{phone}`: the front desk's. */
  readonly questions: string;
  /** `{hotel}` */
  readonly footer: string;
  /** To staff who forgot their password: `{name}`, `{until}`. */
  readonly password: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly note: string;
  };
  /**
   * `title` stands on lock screens and in subjects: no room number, no name. `text` goes by e-mail only and may hold `{room}`
   * (shown where known) and `{until}`.
   */
  readonly kinds: { readonly [K in MessageKind]: { readonly title: string; readonly text: string } };
};

/** Every language's messages. */
export const MESSAGE_TEXTS: Readonly<Record<Language, MessageTexts>> = { en, de, fr, es, it, pt, ja, zh, ar };
