// A small memory of values that are dear to make, by the bytes they are made from; the one used longest ago leaves first.

/** Bounded: strangers can push entries out, which costs time and nothing else. */
export class RecentlyUsed<T> {
  readonly #values: Map<string, T> = new Map();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(bytes: Uint8Array): T | undefined {
    const name = nameOf(bytes);
    const value = this.#values.get(name);
    if (value !== undefined) {
      this.#values.delete(name);
      this.#values.set(name, value);
    }
    return value;
  }

  set(bytes: Uint8Array, value: T): void {
    this.#values.set(nameOf(bytes), value);
    if (this.#values.size <= this.#most) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }
}

function nameOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
