// Counts the crypto operations of this process, in order, whoever does them: the crypto port, or WebCrypto behind it or beside it.
import type { AgreementKey, CryptoPort, Signer } from '@nightlatch/aliro';
import type { Turns } from './turns.ts';

/** Public-key operations. `generate` makes an ephemeral pair, half of an agreement; `import` takes in a peer's point that is new. */
export const PUBLIC_KEY = ['sign', 'verify', 'agree', 'generate', 'import'] as const;
export type PublicKeyOperation = (typeof PUBLIC_KEY)[number];

/** Told of each operation as it begins: a public-key one by its name, everything else as `symmetric` or `other`. */
export type Called = (operation: PublicKeyOperation | 'symmetric' | 'other') => void;

/** Told how long an operation took that was done in place, in ms; those of WebCrypto are done elsewhere and not told. */
export type Took = (kind: 'publicKey' | 'symmetric', ms: number) => void;

const nameOf = (algorithm: unknown): string =>
  typeof algorithm === 'string' ? algorithm : String((algorithm as { name?: unknown } | null)?.name ?? '');

const operationOf = (method: string, args: readonly unknown[]): Parameters<Called>[0] => {
  const name = nameOf(method === 'importKey' ? args[2] : args[0]);
  if (method === 'sign' && name === 'ECDSA') return 'sign';
  if (method === 'verify') return 'verify';
  if (method === 'deriveBits' && name === 'ECDH') return 'agree';
  if (method === 'generateKey') return 'generate';
  return method === 'importKey' && args[0] === 'raw' && name.startsWith('EC') ? 'import' : 'other';
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

/** Tells of every WebCrypto call, and the turns of every one that is under way. */
export const watchWebCrypto = (called: Called, pending: Turns['pending']): void => {
  const subtle: object = crypto.subtle;
  for (const method of METHODS) {
    const original: unknown = Reflect.get(subtle, method);
    if (typeof original !== 'function') throw new Error(`WebCrypto has no ${method}`);
    Object.defineProperty(subtle, method, {
      configurable: true,
      value: (...args: readonly unknown[]): unknown => {
        called(operationOf(method, args));
        pending.started();
        // Every method of WebCrypto gives a promise.
        const result = Reflect.apply(original, subtle, args) as Promise<unknown>;
        result.then(pending.ended, pending.ended);
        return result;
      },
    });
  }
};

/** Runs it and tells how long its part before the first waiting took: all of it on node:crypto. */
const timed = <R>(took: Took, kind: Parameters<Took>[0], run: () => R): R => {
  const started = performance.now();
  const result = run();
  took(kind, performance.now() - started);
  return result;
};

/** The port with every operation told. Its elliptic curves are told here only where WebCrypto does not do them. */
export const watchPort = (port: CryptoPort, called: Called, took: Took): CryptoPort => {
  const symmetric = <A extends readonly unknown[], R>(operation: (...args: A) => R): ((...args: A) => R) => {
    return (...args) => {
      called('symmetric');
      return timed(took, 'symmetric', () => operation(...args));
    };
  };
  const watched: CryptoPort = {
    ...port,
    sha256: symmetric(port.sha256),
    hmacSha256: symmetric(port.hmacSha256),
    hkdfSha256: symmetric(port.hkdfSha256),
    aesGcm: (key) => {
      const { seal, open } = port.aesGcm(key);
      return { seal: symmetric(seal), open: symmetric(open) };
    },
  };
  return port.name === 'webcrypto' ? watched : { ...watched, ...watchCurves(port, called, took) };
};

const watchCurves = (
  port: CryptoPort,
  called: Called,
  took: Took,
): Pick<CryptoPort, 'verify' | 'signer' | 'agreementKey'> => {
  const curve = <R>(run: () => R): R => timed(took, 'publicKey', run);
  // What the port remembers of points it has seen is fewer than this keeps, and the bench shows it fewer still.
  const seen = new Set<string>();
  const watchAgreement = ({ point, agree }: AgreementKey): AgreementKey => ({
    point,
    agree: (peer) => {
      called('agree');
      return curve(() => agree(peer));
    },
  });
  const watchSigner = ({ point, sign }: Signer): Signer => ({
    point,
    sign: (message) => {
      called('sign');
      return curve(() => sign(message));
    },
  });
  return {
    verify: (point, message, signature) => {
      const name = String(point);
      if (!seen.has(name)) called('import');
      seen.add(name);
      called('verify');
      return curve(() => port.verify(point, message, signature));
    },
    signer: async (pkcs8, point) => watchSigner(await port.signer(pkcs8, point)),
    agreementKey: async (scalar) => {
      called('generate');
      return watchAgreement(await curve(() => port.agreementKey(scalar)));
    },
  };
};
