// The shape of one language's texts. Placeholders in braces are filled in by compose-message.ts; a test compares them across languages.
import type { MessageKind } from '@nightlatch/domain';

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
  /**
   * `title` stands on lock screens and in subjects: no room number, no name. `text` goes by e-mail only and may hold `{room}`
   * (shown where known) and `{until}`.
   */
  readonly kinds: { readonly [K in MessageKind]: { readonly title: string; readonly text: string } };
};
