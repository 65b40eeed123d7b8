// Reads a vendor's JSON field by field, so that a wrong answer names its field and nothing unchecked gets in.
import { ConnectorError } from './connector-error.ts';

/** A JSON object of a vendor's answer. */
export interface AnswerReader {
  /** A text that must be there. */
  text(field: string): string;
  /** A text that may be absent; blank, over-long or no text at all counts as absent. */
  optionalText(field: string): string | null;
  /** An instant (UTC ms) written as ISO 8601 with zone, any number of fraction digits. */
  instant(field: string): number;
  /** An object that may be absent. */
  optionalObject(field: string): AnswerReader | null;
  /** An object that must be there. */
  object(field: string): AnswerReader;
  /** A number that may be absent. */
  optionalNumber(field: string): number | null;
  /** True or false, which must be there. */
  flag(field: string): boolean;
  /** The texts of a list; absent is empty, and what is no text is left out. */
  texts(field: string): string[];
  /** A list of objects; absent is empty. */
  list(field: string): AnswerReader[];
  /** The object itself, unread. */
  readonly value: unknown;
  /** Fails for a field: `vendor_bad_answer`. */
  fail(field: string): never;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;
/** No text that we keep is longer. */
const LONGEST_TEXT = 1000;

/** Reads `value`, which must be an object; `where` is the path in messages. Throws `ConnectorError` `vendor_bad_answer`. */
export function readAnswer(vendor: string, where: string, value: unknown): AnswerReader {
  const fail = (field: string): never => {
    throw new ConnectorError(
      'vendor_bad_answer',
      `${vendor}: ${field === '' ? where : `${where}.${field}`} is not as specified`,
    );
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('');
  const fields = value as Readonly<Record<string, unknown>>; // an object, checked above; each field is checked when read
  const inner = (field: string, found: unknown): AnswerReader => readAnswer(vendor, `${where}.${field}`, found);
  return {
    text: (field) => textOf(fields[field]) ?? fail(field),
    optionalText: (field) => textOf(fields[field]) ?? null,
    instant: (field) => instantOf(fields[field]) ?? fail(field),
    optionalObject: (field) =>
      fields[field] === undefined || fields[field] === null ? null : inner(field, fields[field]),
    object: (field) => inner(field, fields[field]),
    optionalNumber: (field) => {
      const found = fields[field];
      return typeof found === 'number' && Number.isFinite(found) ? found : null;
    },
    flag: (field) => {
      const found = fields[field];
      return typeof found === 'boolean' ? found : fail(field);
    },
    texts: (field) => {
      const found = fields[field] ?? [];
      return Array.isArray(found) ? found.flatMap((one) => textOf(one) ?? []) : fail(field);
    },
    list: (field) => {
      const found = fields[field] ?? [];
      return Array.isArray(found) ? found.map((one, index) => inner(`${field}[${index}]`, one)) : fail(field);
    },
    value,
    fail,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || text.length > LONGEST_TEXT ? undefined : text;
}

function instantOf(value: unknown): number | undefined {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!match) return undefined;
  const ms = Date.parse(`${match[1]}.${(match[2] ?? '').slice(0, 3).padEnd(3, '0')}${match[3]}`);
  return Number.isNaN(ms) ? undefined : ms;
}
