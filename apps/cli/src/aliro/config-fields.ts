// Reads the fields of a side's JSON configuration, and names the field in the one sentence said when it is wrong.
import { readFile } from 'node:fs/promises';
import {
  AliroError,
  fromHex,
  importSigner,
  isPoint,
  type KeyPairSigner,
  MINIMAL_A5,
  parseA5,
  tlv,
  u16,
} from '@nightlatch/aliro';
import { CliProblem, errnoOf } from '../cli-problem.ts';

/** A JSON object whose fields are taken one by one; what is left over at the end is a spelling mistake. */
export type Fields = {
  take(name: string): unknown;
  /** Throws for fields that nobody took. */
  end(): void;
  wrong(name: string, what: string): CliProblem;
};

/** The object in a configuration file. Throws `CliProblem`. */
export async function readConfig(file: string): Promise<Fields> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : `can't be read (${errnoOf(error)})`;
    throw new CliProblem('bad_config', `${file} ${reason}.`, { cause: error });
  }
  return fieldsOf(file, json);
}

/** Wraps one JSON object; `where` starts every sentence about it. */
export function fieldsOf(where: string, json: unknown): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new CliProblem('bad_config', `${where} is not a JSON object.`);
  const left = new Map<string, unknown>(Object.entries(json));
  const wrong = (name: string, what: string): CliProblem =>
    new CliProblem('bad_config', `${where}: "${name}" must be ${what}.`);
  left.delete('note');
  return {
    wrong,
    take: (name) => {
      const value = left.get(name);
      left.delete(name);
      return value ?? undefined;
    },
    end: () => {
      const [unknown] = left.keys();
      if (unknown !== undefined) throw new CliProblem('bad_config', `${where}: "${unknown}" is not a known field.`);
    },
  };
}

/** Hex of `length` bytes (any when absent). Undefined where the field is missing or null. */
export function optionalBytes(fields: Fields, name: string, length?: number): Uint8Array | undefined {
  const value = fields.take(name);
  if (value === undefined) return undefined;
  const what = length === undefined ? 'hex' : `${length} bytes of hex`;
  try {
    const bytes = typeof value === 'string' ? fromHex(value) : undefined;
    if (bytes === undefined || (length !== undefined && bytes.length !== length)) throw fields.wrong(name, what);
    return bytes;
  } catch (error) {
    throw error instanceof AliroError ? fields.wrong(name, what) : error;
  }
}

export function requiredBytes(fields: Fields, name: string, length: number): Uint8Array {
  const bytes = optionalBytes(fields, name, length);
  if (bytes === undefined) throw fields.wrong(name, `${length} bytes of hex`);
  return bytes;
}

/** One of the words or numbers given; the first is the default. */
export function oneOf<const T extends string | number | boolean>(
  fields: Fields,
  name: string,
  allowed: readonly [T, ...T[]],
): T {
  const value = fields.take(name);
  if (value === undefined) return allowed[0];
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw fields.wrong(name, allowed.map((one) => JSON.stringify(one)).join(' or '));
  return found;
}

export function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields.take(name) ?? [];
  if (!Array.isArray(value)) throw fields.wrong(name, 'a list');
  return value;
}

export function texts(fields: Fields, name: string): readonly string[] {
  const values = list(fields, name);
  return values.map((value) => {
    if (typeof value !== 'string') throw fields.wrong(name, 'a list of texts');
    return value;
  });
}

/** A point on the curve, checked. */
export async function pointOf(fields: Fields, name: string, value: unknown): Promise<Uint8Array> {
  const what = '65 bytes of hex, an uncompressed P-256 point';
  const bytes = optionalBytes(fieldsOf(name, { point: value }), 'point', 65);
  if (bytes === undefined || !isPoint(bytes)) throw fields.wrong(name, what);
  return bytes;
}

/** `{"scalar": hex}` or `{"pkcs8": hex}`. */
export async function signingKey(fields: Fields, name: string): Promise<KeyPairSigner> {
  const what = '{"scalar": 32 bytes of hex} or {"pkcs8": hex} of a P-256 key';
  const value = fields.take(name);
  if (value === undefined) throw fields.wrong(name, what);
  const inner = fieldsOf(`"${name}"`, value);
  const scalar = optionalBytes(inner, 'scalar', 32);
  const pkcs8 = optionalBytes(inner, 'pkcs8');
  inner.end();
  if ((scalar === undefined) === (pkcs8 === undefined)) throw fields.wrong(name, what);
  try {
    return await importSigner(scalar === undefined ? { pkcs8: pkcs8 ?? new Uint8Array(0) } : { scalar }, {
      extractable: false,
    });
  } catch {
    throw fields.wrong(name, what);
  }
}

/** `now`: "system" (default), "unknown", or a fixed instant such as 2026-03-01T12:00:00Z. */
export function clockOf(fields: Fields): () => number | null {
  const value = fields.take('now') ?? 'system';
  if (value === 'system') return () => Date.now();
  if (value === 'unknown') return () => null;
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw fields.wrong('now', '"system", "unknown" or a UTC instant like "2026-03-01T12:00:00Z"');
  return () => at;
}

/** The phone's A5: as given in `a5`, or built from `extended` (`{"maxCommand", "maxAnswer"}`, bytes of whole APDUs; absent = short only). */
export function a5Of(fields: Fields): Uint8Array {
  const given = optionalBytes(fields, 'a5');
  const extended = fields.take('extended');
  if (given !== undefined) {
    if (extended !== undefined) throw fields.wrong('extended', 'absent where "a5" is given');
    if (!parseA5(given).ok) throw fields.wrong('a5', 'a whole A5 TLV (docs/protocol §2.2)');
    return given;
  }
  if (extended === undefined) return MINIMAL_A5;
  const inner = fieldsOf('"extended"', extended);
  const limits = ['maxCommand', 'maxAnswer'].map((name) => {
    const value = inner.take(name);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 256 || value > 65535)
      throw inner.wrong(name, 'a whole number from 256 to 65535');
    return tlv(0x02, u16(value));
  });
  inner.end();
  return tlv(0xa5, tlv(0x80, u16(0)), tlv(0x5c, u16(0x0100)), tlv(0x7f66, ...limits));
}
