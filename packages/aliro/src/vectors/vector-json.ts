// Reading members of a parsed vector file; a wrong shape throws, for the file is ours or the caller's, not a peer's.
import { AliroError } from '../aliro-error.ts';
import { type Bytes, fromHex } from '../encoding/bytes.ts';

/** An object of a vector file. */
export type VectorObject = { readonly [name: string]: unknown };

/** A value as an object. */
export function objectOf(value: unknown, name = 'vector'): VectorObject {
  if (value === undefined) throw new AliroError('argument', `${name} is missing`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AliroError('argument', `${name} is not an object`);
  // `as`: just checked; members stay unknown.
  return value as VectorObject;
}

/** A member as an object. */
export function objectAt(object: VectorObject, name: string): VectorObject {
  return objectOf(object[name], name);
}

/** A member as a list. */
export function listAt(object: VectorObject, name: string): readonly unknown[] {
  const value = object[name];
  if (!Array.isArray(value)) throw new AliroError('argument', `${name} is not a list`);
  return value;
}

/** A member as text. */
export function textAt(object: VectorObject, name: string): string {
  const value = object[name];
  if (value === undefined) throw new AliroError('argument', `${name} is missing`);
  if (typeof value !== 'string') throw new AliroError('argument', `${name} is not text`);
  return value;
}

/** A member as a number. */
export function numberAt(object: VectorObject, name: string): number {
  const value = object[name];
  if (typeof value !== 'number') throw new AliroError('argument', `${name} is not a number`);
  return value;
}

/** A member as bytes (hex). */
export function bytesAt(object: VectorObject, name: string): Bytes {
  return fromHex(textAt(object, name));
}

/** One compared value. */
export type VectorLine = {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
};

/** Collects lines; a member that the file does not have is not compared. */
export type Comparison = {
  readonly lines: readonly VectorLine[];
  /** Compares with the member of that name. Bytes are compared as hex, everything else as JSON text. */
  compare(name: string, actual: unknown): void;
};

function show(value: unknown): string {
  if (value instanceof Uint8Array) return [...value].map((b) => b.toString(16).padStart(2, '0')).join('');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent');
}

/** A comparison with `expected`; line names begin with `prefix`. */
export function comparisonWith(expected: VectorObject, prefix = ''): Comparison {
  const lines: VectorLine[] = [];
  return {
    lines,
    compare(name, actual) {
      if (!Object.hasOwn(expected, name)) return;
      const wanted = show(expected[name]);
      const got = show(actual);
      lines.push({ name: prefix + name, ok: wanted === got, expected: wanted, actual: got });
    },
  };
}
