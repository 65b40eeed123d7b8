// What a sentence needs from its language's grammar: the form that goes with a number, the number itself, and lists.

/** Sentences by plural category; `#` stands for the number. Which categories a language has: Intl.PluralRules. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Grammar of one language. */
export type Grammar = {
  /** The form that goes with `count`, with its number written in. */
  readonly plural: (count: number, forms: PluralForms) => string;
  /** `10,000` */
  readonly number: (value: number) => string;
  /** "Room 204, Gym and Pool" */
  readonly list: (items: readonly string[]) => string;
};

/** Grammar by BCP 47 tag. */
export const grammarOf = (tag: string): Grammar => {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  return {
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', () => numbers.format(count)),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
};
