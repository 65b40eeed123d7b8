// What every connector says of itself, so that no caller needs to know a vendor.

/** One setting or secret of a connection, enough to draw a form and to check it. */
export interface ConfigField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'url' | 'secret';
  readonly required: boolean;
  /** Used when the field is left empty. */
  readonly preset?: string;
  readonly help?: string;
}

/** Who a connector is and what it can do. `id` is its folder's name. */
export interface Manifest<Kind extends string, Capability extends string> {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly capabilities: readonly Capability[];
  readonly config: readonly ConfigField[];
  readonly credentials: readonly ConfigField[];
  /** Where the vendor documents what we use. */
  readonly documentation: string;
}

/** A wrong field of a person's settings. */
export interface ConfigProblem {
  readonly field: string;
  readonly code: 'missing' | 'malformed';
}

/** The outcome of checking settings: every wrong field. */
export type ConfigResult = { readonly ok: true } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Checks values against fields: presence, type, length ≤ 2000, and http(s) for URLs. */
export function checkFields(fields: readonly ConfigField[], values: Readonly<Record<string, unknown>>): ConfigResult {
  const problems = fields.flatMap((field): ConfigProblem[] => {
    const value = values[field.name];
    if (value === undefined || value === null || value === '') {
      return field.required && field.preset === undefined ? [{ field: field.name, code: 'missing' }] : [];
    }
    const fits = typeof value === 'string' && value.length <= 2000 && (field.kind !== 'url' || isHttpUrl(value));
    return fits ? [] : [{ field: field.name, code: 'malformed' }];
  });
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

/** The values of all fields, presets filled in; empty optional ones are ''. Call `checkFields` first. */
export function readFields(
  fields: readonly ConfigField[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name, preset }) => {
      const value = values[name];
      return [name, typeof value === 'string' && value !== '' ? value : (preset ?? '')];
    }),
  );
}

function isHttpUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:';
  } catch {
    return false;
  }
}
