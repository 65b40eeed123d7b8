// D-Bus messages as bytes (https://dbus.freedesktop.org/doc/dbus-specification.html): as much of it as BlueZ's interfaces use.

/** A value with its type. Dictionaries are lists of [key, value]; arrays of bytes are `Uint8Array`. */
export interface Variant {
  readonly signature: string;
  readonly value: unknown;
}

export const variant = (signature: string, value: unknown): Variant => ({ signature, value });

export type MessageType = 'call' | 'return' | 'error' | 'signal';
const TYPES: readonly MessageType[] = ['call', 'return', 'error', 'signal'];

/** A message; `body` has one value per complete type of `signature`. */
export interface DbusMessage {
  readonly type: MessageType;
  readonly serial: number;
  readonly path?: string;
  readonly interfaceName?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature: string;
  readonly body: readonly unknown[];
}

const ALIGN: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  s: 4,
  o: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};

/** Index after the complete type at `at`. */
function endOfType(signature: string, at: number): number {
  const code = signature[at];
  if (code === 'a') return endOfType(signature, at + 1);
  if (code !== '(' && code !== '{') return at + 1;
  const close = code === '(' ? ')' : '}';
  let next = at + 1;
  while (signature[next] !== close) next = endOfType(signature, next);
  return next + 1;
}

function splitTypes(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

class Writer {
  #buffer = Buffer.alloc(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  align(to: number): void {
    this.#take((to - (this.#length % to)) % to);
  }

  /** Room for `size` zero bytes; gives where it begins. */
  #take(size: number): number {
    const at = this.#length;
    if (at + size > this.#buffer.length) {
      this.#buffer = Buffer.concat([this.#buffer, Buffer.alloc(Math.max(this.#buffer.length, size))]);
    }
    this.#length += size;
    return at;
  }

  u32(value: number): number {
    this.align(4);
    const at = this.#take(4);
    this.#buffer.writeUInt32LE(value, at);
    return at;
  }

  setU32(at: number, value: number): void {
    this.#buffer.writeUInt32LE(value, at);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#take(bytes.length);
    this.#buffer.set(bytes, at);
  }

  write(type: string, value: unknown): void {
    const code = type[0] ?? '';
    this.align(ALIGN[code] ?? 1);
    switch (code) {
      case 'y':
        this.raw(Uint8Array.of(Number(value)));
        return;
      case 'b':
        this.u32(value ? 1 : 0);
        return;
      case 'u':
        this.u32(Number(value));
        return;
      case 'i':
        this.#buffer.writeInt32LE(Number(value), this.#take(4));
        return;
      case 'n':
        this.#buffer.writeInt16LE(Number(value), this.#take(2));
        return;
      case 'q':
        this.#buffer.writeUInt16LE(Number(value), this.#take(2));
        return;
      case 's':
      case 'o': {
        const text = Buffer.from(`${String(value)}\0`);
        this.u32(text.length - 1);
        this.raw(text);
        return;
      }
      case 'g': {
        const text = Buffer.from(`${String(value)}\0`);
        this.raw(Uint8Array.of(text.length - 1));
        this.raw(text);
        return;
      }
      case 'v': {
        const { signature, value: inner } = value as Variant; // what a variant is made of here
        this.write('g', signature);
        this.write(signature, inner);
        return;
      }
      case 'a':
        this.#array(type.slice(1), value);
        return;
      case '(':
      case '{': {
        const inner = splitTypes(type.slice(1, -1));
        for (const [at, one] of inner.entries()) this.write(one, (value as readonly unknown[])[at]); // structs are lists
        return;
      }
      default:
        throw new Error(`D-Bus type ${type} is not written here`);
    }
  }

  #array(element: string, value: unknown): void {
    const at = this.u32(0);
    this.align(ALIGN[element[0] ?? ''] ?? 1);
    const from = this.#length;
    if (value instanceof Uint8Array) this.raw(value);
    else for (const one of value as readonly unknown[]) this.write(element, one); // arrays are lists
    this.setU32(at, this.#length - from);
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  align(to: number): void {
    this.#at += (to - (this.#at % to)) % to;
  }

  #step(size: number): number {
    const at = this.#at;
    this.#at += size;
    return at;
  }

  u32(): number {
    this.align(4);
    return this.#bytes.readUInt32LE(this.#step(4));
  }

  read(type: string): unknown {
    const code = type[0] ?? '';
    this.align(ALIGN[code] ?? 1);
    switch (code) {
      case 'y':
        return this.#bytes.readUInt8(this.#step(1));
      case 'b':
        return this.u32() === 1;
      case 'u':
        return this.u32();
      case 'i':
        return this.#bytes.readInt32LE(this.#step(4));
      case 'n':
        return this.#bytes.readInt16LE(this.#step(2));
      case 'q':
        return this.#bytes.readUInt16LE(this.#step(2));
      case 'x':
      case 't':
      case 'd':
        return this.#bytes.readBigUInt64LE(this.#step(8));
      case 's':
      case 'o':
        return this.#text(this.u32());
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.#step(1)));
      case 'v': {
        const signature = String(this.read('g'));
        return variant(signature, this.read(signature));
      }
      case 'a':
        return this.#array(type.slice(1));
      case '(':
      case '{':
        return splitTypes(type.slice(1, -1)).map((one) => this.read(one));
      default:
        throw new Error(`D-Bus type ${type} is not read here`);
    }
  }

  #text(length: number): string {
    const at = this.#step(length + 1);
    return this.#bytes.toString('utf8', at, at + length);
  }

  #array(element: string): unknown {
    const length = this.u32();
    this.align(ALIGN[element[0] ?? ''] ?? 1);
    const end = this.#at + length;
    if (element === 'y') return new Uint8Array(this.#bytes.subarray(this.#step(length), end));
    const values: unknown[] = [];
    while (this.#at < end) values.push(this.read(element));
    return values;
  }
}

const FIELDS = [
  ['path', 1, 'o'],
  ['interfaceName', 2, 's'],
  ['member', 3, 's'],
  ['errorName', 4, 's'],
  ['replySerial', 5, 'u'],
  ['destination', 6, 's'],
  ['sender', 7, 's'],
] as const;

/** Bytes of a message, little-endian. */
export function encodeMessage(message: DbusMessage): Buffer {
  const body = new Writer();
  const types = splitTypes(message.signature);
  for (const [at, type] of types.entries()) body.write(type, message.body[at]);
  const header = new Writer();
  header.raw(Uint8Array.of(0x6c, TYPES.indexOf(message.type) + 1, 0, 1));
  header.u32(body.length);
  header.u32(message.serial);
  const fields: [number, Variant][] = FIELDS.flatMap(([name, code, type]): [number, Variant][] =>
    message[name] === undefined ? [] : [[code, variant(type, message[name])]],
  );
  if (message.signature !== '') fields.push([8, variant('g', message.signature)]);
  header.write('a(yv)', fields);
  header.align(8);
  return Buffer.concat([header.bytes(), body.bytes()]);
}

/** The first whole message of `bytes` and how long it is; undefined while it is not whole. */
export function decodeMessage(bytes: Buffer): { readonly message: DbusMessage; readonly length: number } | undefined {
  if (bytes.length < 16) return undefined;
  if (bytes[0] !== 0x6c) throw new Error('only little-endian messages are read here');
  const bodyLength = bytes.readUInt32LE(4);
  const headerLength = 16 + bytes.readUInt32LE(12);
  const bodyAt = Math.ceil(headerLength / 8) * 8;
  if (bytes.length < bodyAt + bodyLength) return undefined;
  const fields = new Map(
    (new Reader(bytes, 12).read('a(yv)') as [number, Variant][]).map(([code, { value }]) => [code, value]), // as its type says
  );
  const signature = String(fields.get(8) ?? '');
  const reader = new Reader(bytes.subarray(bodyAt, bodyAt + bodyLength));
  const named = Object.fromEntries(
    FIELDS.flatMap(([name, code]) => (fields.has(code) ? [[name, fields.get(code)]] : [])),
  );
  return {
    length: bodyAt + bodyLength,
    message: {
      ...named,
      type: TYPES[bytes.readUInt8(1) - 1] ?? 'signal',
      serial: bytes.readUInt32LE(8),
      signature,
      body: splitTypes(signature).map((type) => reader.read(type)),
    },
  };
}
