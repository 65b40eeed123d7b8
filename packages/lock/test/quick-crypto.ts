// WebCrypto for long model runs: real results, sooner. Symmetric work runs in Node's own OpenSSL without its thread pool; elliptic-curve results
// are computed once for each distinct input and remembered; pairs and random bytes come from fixed stores that start anew with every sequence,
// so that sequences ask for the same things again. Nothing is skipped and nothing is assumed: `quick-crypto.test.ts` compares it with WebCrypto.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** A key of this platform, with the form that WebCrypto's have. */
interface QuickKey {
  readonly type: 'secret' | 'private' | 'public';
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
  readonly material: Buffer | KeyObject;
  /** Names the key in the memory of results. */
  readonly name: string;
}

type Algorithm = { readonly name: string; readonly [parameter: string]: unknown } | string;

/** Results that are kept before the memory is emptied: some tens of megabytes. */
const MOST_REMEMBERED = 60_000;
const RANDOM_BLOCK_BYTES = 1 << 20;

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function nameOf(algorithm: Algorithm): string {
  return typeof algorithm === 'string' ? algorithm : algorithm.name;
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}

/** Pure results by what went in. A refusal is a result too. */
class Remembered<T> {
  readonly #results: Map<string, T> = new Map();

  of(input: string, compute: () => T): T {
    const known = this.#results.get(input);
    if (known !== undefined) return known;
    const result = compute();
    if (this.#results.size >= MOST_REMEMBERED) this.#results.clear();
    this.#results.set(input, result);
    return result;
  }
}

function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** The platform; `install` puts it in WebCrypto's place until `remove`. */
export class QuickCrypto {
  readonly subtle: QuickSubtle = new QuickSubtle();
  readonly #stream: Buffer;
  #places: Map<string, number> = new Map();
  #marked: ReadonlyMap<string, number> = new Map();
  #original: PropertyDescriptor | undefined;

  constructor() {
    const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16));
    this.#stream = cipher.update(Buffer.alloc(RANDOM_BLOCK_BYTES));
  }

  install(): void {
    this.#original = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
    Object.defineProperty(globalThis, 'crypto', {
      configurable: true,
      value: {
        subtle: this.subtle,
        getRandomValues: (array: Uint8Array) => {
          array.set(this.random('world', array.length));
          return array;
        },
      },
    });
  }

  remove(): void {
    if (this.#original) Object.defineProperty(globalThis, 'crypto', this.#original);
  }

  /** What was drawn until now stays taken: a day's strangers must not get the hotel's own keys. */
  mark(): void {
    this.#marked = new Map(this.#places);
    this.subtle.mark();
  }

  /** Everything that was drawn since the mark comes again. */
  restart(): void {
    this.#places = new Map(this.#marked);
    this.subtle.restart();
  }

  /** The next bytes of a named stream; streams never overlap within a sequence of less than half a megabyte each. */
  random(stream: 'world' | 'lock', length: number): Uint8Array {
    const start = this.#places.get(stream) ?? (stream === 'lock' ? RANDOM_BLOCK_BYTES / 2 : 0);
    const end = start + length;
    if (end > (stream === 'lock' ? RANDOM_BLOCK_BYTES : RANDOM_BLOCK_BYTES / 2)) throw new Error('random stream ended');
    this.#places.set(stream, end);
    return new Uint8Array(this.#stream.subarray(start, end));
  }
}

class QuickSubtle {
  readonly #pools: Record<'ECDSA' | 'ECDH', KeyObject[]> = { ECDSA: [], ECDH: [] };
  #drawn = { ECDSA: 0, ECDH: 0 };
  #marked = { ECDSA: 0, ECDH: 0 };
  readonly #points: Remembered<KeyObject | null> = new Remembered();
  readonly #privates: Remembered<KeyObject> = new Remembered();
  readonly #signatures: Remembered<Buffer> = new Remembered();
  readonly #verdicts: Remembered<boolean> = new Remembered();
  readonly #agreements: Remembered<Buffer> = new Remembered();
  readonly #pointsOf: WeakMap<KeyObject, Buffer> = new WeakMap();

  mark(): void {
    this.#marked = { ...this.#drawn };
  }

  restart(): void {
    this.#drawn = { ...this.#marked };
  }

  async digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer> {
    return bufferOf(createHash(algorithm.replace('-', '').toLowerCase()).update(data).digest());
  }

  async importKey(
    format: string,
    data: Uint8Array,
    algorithm: Algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<QuickKey> {
    const name = nameOf(algorithm);
    const base = { extractable, algorithm: { name }, usages };
    if (name !== 'ECDSA' && name !== 'ECDH') {
      return { ...base, type: 'secret', material: Buffer.from(data), name: '' };
    }
    if (format === 'pkcs8') {
      const der = Buffer.from(data);
      const material = this.#privates.of(latin(der), () =>
        createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
      );
      return { ...base, type: 'private', material, name: latin(this.#point(material)) };
    }
    const material = this.#points.of(latin(data), () => publicKeyOf(data));
    if (material === null) throw new Error('not a point');
    return { ...base, type: 'public', material, name: latin(data) };
  }

  async exportKey(format: string, key: QuickKey): Promise<unknown> {
    const { material } = key;
    if (!('export' in material)) throw new Error('secrets do not leave');
    if (key.type === 'private' && !key.extractable) throw new Error('not extractable');
    if (format === 'jwk') return material.export({ format: 'jwk' });
    if (format === 'raw') return bufferOf(this.#point(material));
    return bufferOf(material.export({ format: 'der', type: 'pkcs8' }) as Buffer);
  }

  async generateKey(algorithm: Algorithm, extractable: boolean, usages: readonly string[]): Promise<unknown> {
    const name = nameOf(algorithm);
    if (name !== 'ECDSA' && name !== 'ECDH') throw new Error(`no pairs of ${name}`);
    const pool = this.#pools[name];
    const at = this.#drawn[name];
    this.#drawn[name] += 1;
    const privateKey = pool[at] ?? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    pool[at] = privateKey;
    const point = this.#point(privateKey);
    const publicKey = this.#points.of(latin(point), () => publicKeyOf(point));
    const base = { algorithm: { name }, usages, name: latin(point) };
    return {
      privateKey: { ...base, type: 'private', extractable, material: privateKey },
      publicKey: { ...base, type: 'public', extractable: true, material: publicKey },
    };
  }

  async deriveBits(algorithm: Algorithm, key: QuickKey, length: number): Promise<ArrayBuffer> {
    if (typeof algorithm === 'string') throw new Error(algorithm);
    if (algorithm.name === 'HKDF') {
      const { salt, info } = algorithm as unknown as { readonly salt: Uint8Array; readonly info: Uint8Array };
      return hkdfSync('sha256', key.material as Buffer, salt, info, length / 8);
    }
    // `as`: what deriveBits is given by its only caller in the door protocol.
    const peer = algorithm.public as QuickKey;
    const shared = this.#agreements.of(`${key.name}|${peer.name}`, () =>
      diffieHellman({ privateKey: key.material as KeyObject, publicKey: peer.material as KeyObject }),
    );
    return bufferOf(shared);
  }

  async sign(algorithm: Algorithm, key: QuickKey, data: Uint8Array): Promise<ArrayBuffer> {
    if (nameOf(algorithm) === 'HMAC') {
      return bufferOf(
        createHmac('sha256', key.material as Buffer)
          .update(data)
          .digest(),
      );
    }
    const privateKey = key.material as KeyObject;
    const signature = this.#signatures.of(`${key.name}|${latin(data)}`, () =>
      sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    );
    return bufferOf(signature);
  }

  async verify(_algorithm: Algorithm, key: QuickKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
    const publicKey = key.material as KeyObject;
    return this.#verdicts.of(`${key.name}|${latin(signature)}|${latin(data)}`, () =>
      verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
    );
  }

  async encrypt(algorithm: Algorithm, key: QuickKey, data: Uint8Array): Promise<ArrayBuffer> {
    const { iv, additionalData } = gcmOf(algorithm);
    const cipher = createCipheriv('aes-256-gcm', key.material as Buffer, iv);
    if (additionalData) cipher.setAAD(additionalData);
    return bufferOf(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
  }

  async decrypt(algorithm: Algorithm, key: QuickKey, data: Uint8Array): Promise<ArrayBuffer> {
    const { iv, additionalData } = gcmOf(algorithm);
    const decipher = createDecipheriv('aes-256-gcm', key.material as Buffer, iv, { authTagLength: 16 });
    if (additionalData) decipher.setAAD(additionalData);
    decipher.setAuthTag(data.subarray(data.length - 16));
    return bufferOf(Buffer.concat([decipher.update(data.subarray(0, data.length - 16)), decipher.final()]));
  }

  #point(key: KeyObject): Buffer {
    const known = this.#pointsOf.get(key);
    if (known) return known;
    const point = pointOf(key);
    this.#pointsOf.set(key, point);
    return point;
  }
}

function gcmOf(algorithm: Algorithm): { readonly iv: Uint8Array; readonly additionalData?: Uint8Array } {
  // `as`: AES-GCM's parameters as WebCrypto defines them.
  const parameters = algorithm as unknown as { name: string; iv: Uint8Array; additionalData?: Uint8Array };
  if (parameters.name !== 'AES-GCM') throw new Error(`no ${parameters.name} here`);
  return parameters;
}

function publicKeyOf(point: Uint8Array): KeyObject | null {
  const x = Buffer.from(point.subarray(1, 33)).toString('base64url');
  const y = Buffer.from(point.subarray(33)).toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return null;
  }
}
