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
  texts: ConsoleTexts & { readonly locale: string },
  instant: (iso: string) => string = (iso) => iso,
): Described => {
  const readable = (text: string): string => text.replaceAll(INSTANT, instant);
  const none = { details: [], fields: {}, supportId: undefined };
  if (error instanceof ApiUnreachable) return { ...none, sentence: texts.unreachable };
  if (!(error instanceof ApiProblem)) return { ...none, sentence: texts.unexpected };
  const { code, detail, unmet = [], fields = [], reason, limit, requestId, status } = error.problem;
  const own: string | undefined = texts.problem[code]; // a newer server may send a code that this catalogue lacks
  const english = texts.locale.startsWith('en');
  const refused = reason && texts.validityRefused[reason]?.(limit === undefined ? '' : instant(limit));
  const told = TELLING.has(code) && detail !== undefined ? readable(detail) : undefined;
  const waiting = unmet.map((one) => texts.conditions.waiting[one.code] ?? one.message);
  return {
    sentence: refused ?? (english ? told : undefined) ?? own ?? (detail ? readable(detail) : texts.unexpected),
    details: [
      ...waiting.map((what) => texts.bookings.waitingFor(what)),
      // The server tells more than the code does, but in English only.
      ...(!english && told && !refused ? [told] : []),
    ],
    fields: Object.fromEntries(
      fields.map((one) => [
        fieldOf(one.path),
        english ? readable(one.message) : texts.checkField(readable(one.message)),
      ]),
    ),
    supportId: status >= 500 ? requestId : undefined,
  };
};
