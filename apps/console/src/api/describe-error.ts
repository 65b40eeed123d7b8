// Turns what a call threw into sentences for staff: never a raw code.
import { ApiProblem, ApiUnreachable } from '@nightlatch/api';
import type { ConsoleTexts } from '@nightlatch/texts';

/** A failure as the screen shows it. `fields` maps a field's name to its sentence. */
export type Described = {
  readonly sentence: string;
  readonly details: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly supportId: string | undefined;
};

/** The last name of a JSON pointer or dotted path: `/body/validUntil` → `validUntil`. */
const fieldOf = (path: string): string => path.split(/[/.]/).at(-1) ?? path;

/** Problems whose `detail` the server writes for the person who acts; the others keep our own sentence. */
const TELLING = new Set([
  'validity_not_allowed',
  'too_many_openings',
  'conflict',
  'already_issued',
  'key_ended',
  'vendor_unavailable',
]);

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** Describes an error of a call. `instant` writes the instants in the server's sentences on the hotel's clock. */
export const describeError = (
  error: unknown,
  texts: ConsoleTexts,
  instant: (iso: string) => string = (iso) => iso,
): Described => {
  const readable = (text: string): string => text.replaceAll(INSTANT, instant);
  const none = { details: [], fields: {}, supportId: undefined };
  if (error instanceof ApiUnreachable) return { ...none, sentence: texts.unreachable };
  if (!(error instanceof ApiProblem)) return { ...none, sentence: texts.unexpected };
  const { code, detail, unmet = [], fields = [], requestId, status } = error.problem;
  const own: string | undefined = texts.problem[code]; // a newer server may send a code that this catalogue lacks
  return {
    sentence: readable((TELLING.has(code) ? detail : undefined) ?? own ?? detail ?? texts.unexpected),
    details: unmet.map((one) => readable(one.message)),
    fields: Object.fromEntries(fields.map((one) => [fieldOf(one.path), readable(one.message)])),
    supportId: status >= 500 ? requestId : undefined,
  };
};
