// What a parser answers: a value, or one error with the place where it was found.

/** Why bytes were refused. `detail` names the field or rule for logs; it never holds input bytes. */
export type ParseError = {
  readonly code:
    | 'truncated'
    | 'trailing'
    | 'length'
    | 'order'
    | 'duplicate'
    | 'missing'
    | 'unexpected'
    | 'value'
    | 'depth'
    | 'size'
    | 'count'
    | 'utf8'
    | 'point'
    | 'time';
  /** Byte offset into the input of the function that answered. */
  readonly offset: number;
  readonly detail?: string;
};

/** A value, or one error. No parser of this package throws on its input (docs/protocol §9.3). */
export type Result<T, E = ParseError> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A good result. */
export function good<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A refused result. */
export function bad<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** A refused parse. */
export function refuse(
  code: ParseError['code'],
  offset: number,
  detail?: string,
): { readonly ok: false; readonly error: ParseError } {
  return { ok: false, error: detail === undefined ? { code, offset } : { code, offset, detail } };
}
