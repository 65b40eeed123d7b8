// Counts the WebCrypto calls of this process, in order, and measures what the bare public-key operations cost in it.

/** Public-key operations; making an ephemeral pair is half of a key agreement, so it counts with them. */
export const PUBLIC_KEY = ['sign', 'verify', 'agree', 'generate'] as const;
export type PublicKeyOperation = (typeof PUBLIC_KEY)[number];

/** CPU milliseconds of one operation each. */
export type BareCosts = Readonly<Record<PublicKeyOperation, number>>;

type Called = (operation: string) => void;

const operationOf = (method: string, algorithm: unknown): string => {
  const name = typeof algorithm === 'string' ? algorithm : String((algorithm as { name?: unknown } | null)?.name ?? '');
  if (method === 'sign' && name === 'ECDSA') return 'sign';
  if (method === 'verify') return 'verify';
  if (method === 'deriveBits' && name === 'ECDH') return 'agree';
  if (method === 'generateKey') return 'generate';
  return name === '' ? method : `${method} ${name}`;
};

const METHODS = [
  'sign',
  'verify',
  'deriveBits',
  'generateKey',
  'importKey',
  'exportKey',
  'digest',
  'encrypt',
  'decrypt',
] as const;

/** Tells of every call until the returned function is called. The algorithm is the first argument, of importKey the third. */
export const watchCrypto = (called: Called): (() => void) => {
  const subtle: object = crypto.subtle;
  for (const method of METHODS) {
    const original: unknown = Reflect.get(subtle, method);
    if (typeof original !== 'function') throw new Error(`WebCrypto has no ${method}`);
    Object.defineProperty(subtle, method, {
      configurable: true,
      value: (...args: readonly unknown[]): unknown => {
        const algorithm = method === 'importKey' ? args[2] : method === 'exportKey' ? '' : args[0];
        called(operationOf(method, algorithm));
        return Reflect.apply(original, subtle, args);
      },
    });
  }
  return () => {
    for (const method of METHODS) Reflect.deleteProperty(subtle, method);
  };
};

/** CPU time of the whole process in ms, its crypto threads included. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const SHA = { name: 'ECDSA', hash: 'SHA-256' };

/** Measures each operation `times` times, keys at hand, nothing else done. */
export const measureBareCosts = async (times: number): Promise<BareCosts> => {
  const { subtle } = crypto;
  const signer = await subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  const one = await subtle.generateKey(ECDH, false, ['deriveBits']);
  const other = await subtle.generateKey(ECDH, false, ['deriveBits']);
  const message = crypto.getRandomValues(new Uint8Array(300));
  const signature = await subtle.sign(SHA, signer.privateKey, message);
  const each = async (operation: () => Promise<unknown>): Promise<number> => {
    for (let warm = 0; warm < 20; warm += 1) await operation();
    const before = cpuMs();
    for (let n = 0; n < times; n += 1) await operation();
    return (cpuMs() - before) / times;
  };
  return {
    sign: await each(() => subtle.sign(SHA, signer.privateKey, message)),
    verify: await each(() => subtle.verify(SHA, signer.publicKey, signature, message)),
    agree: await each(() => subtle.deriveBits({ name: 'ECDH', public: other.publicKey }, one.privateKey, 256)),
    generate: await each(() => subtle.generateKey(ECDH, false, ['deriveBits'])),
  };
};
