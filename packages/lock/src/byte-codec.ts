// The lock's own storage format: fixed-order fields, lengths before bytes. Read only by the lock that wrote it.
import { fromUtf8, utf8 } from '@nightlatch/aliro';

/** Thrown when stored bytes do not have the form this version writes; the memory then counts as damaged. */
export class StoredFormError extends Error {
  readonly code = 'stored_form';
  constructor(detail: string) {
    super(`stored memory is not readable: ${detail}`);
    this.name = 'StoredFormError';
  }
}

/** Most records fit. */
const FIRST_BYTES = 4096;

/** Appends fields. Numbers are 8-byte floats: instants in ms exceed 32 bits. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  #view: DataView = new DataView(this.#bytes.buffer);
  #length = 0;

  number(value: number): this {
    const start = this.#make(8); // may put a larger view in place
    this.#view.setFloat64(start, value);
    return this;
  }

  flag(value: boolean): this {
    const start = this.#make(1);
    this.#view.setUint8(start, value ? 1 : 0);
    return this;
  }

  bytes(value: Uint8Array): this {
    const start = this.#make(4 + value.length);
    this.#view.setUint32(start, value.length);
    this.#bytes.set(value, start + 4);
    return this;
  }

  text(value: string): this {
    return this.bytes(utf8(value));
  }

  /** A flag and, when the value is there, what `write` appends. */
  optional<T>(value: T | undefined, write: (value: T) => void): this {
    this.flag(value !== undefined);
    if (value !== undefined) write(value);
    return this;
  }

  /** A count and every item. */
  list<T>(values: Iterable<T>, write: (value: T) => void): this {
    const all = [...values];
    this.number(all.length);
    for (const value of all) write(value);
    return this;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Room for so many bytes; where it begins. */
  #make(length: number): number {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}

/** Reads the same fields in the same order. */
export class ByteReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  flag(): boolean {
    return this.#view.getUint8(this.#take(1)) === 1;
  }

  bytes(): Uint8Array {
    const length = this.#view.getUint32(this.#take(4));
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  text(): string {
    const text = fromUtf8(this.bytes());
    if (text === null) throw new StoredFormError('text');
    return text;
  }

  optional<T>(read: () => T): T | undefined {
    return this.flag() ? read() : undefined;
  }

  list<T>(read: () => T): T[] {
    const count = this.number();
    if (!Number.isInteger(count) || count < 0 || count > this.#bytes.length) throw new StoredFormError('count');
    return Array.from({ length: count }, read);
  }

  /** Refuses bytes left over. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new StoredFormError('trailing');
  }

  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new StoredFormError('truncated');
    this.#at += length;
    return start;
  }
}
