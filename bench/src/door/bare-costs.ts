// What each public-key operation costs by the platform's cheapest bare call, in the process that is being measured.
import { createECDH, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { BareCosts, Platform } from './door-messages.ts';
import type { PublicKeyOperation } from './meter.ts';
import { cpuMs, type Side } from './turns.ts';

const MESSAGE = new Uint8Array(300).fill(7);
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const SHA = { name: 'ECDSA', hash: 'SHA-256' };

type Operations = Readonly<Record<PublicKeyOperation, () => unknown>>;

/** WebCrypto: keys at hand, but `import`, which makes a key of a peer's 65 bytes. */
const webOperations = async (): Promise<Operations> => {
  const { subtle } = crypto;
  const signer = await subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  const one = await subtle.generateKey(ECDH, false, ['deriveBits']);
  const other = await subtle.generateKey(ECDH, false, ['deriveBits']);
  const point = await subtle.exportKey('raw', signer.publicKey);
  const signature = await subtle.sign(SHA, signer.privateKey, MESSAGE);
  return {
    sign: () => subtle.sign(SHA, signer.privateKey, MESSAGE),
    verify: () => subtle.verify(SHA, signer.publicKey, signature, MESSAGE),
    agree: () => subtle.deriveBits({ name: 'ECDH', public: other.publicKey }, one.privateKey, 256),
    generate: () => subtle.generateKey(ECDH, false, ['deriveBits']),
    import: () => subtle.importKey('raw', point, ECDSA, true, ['verify']),
  };
};

/** node:crypto, synchronous: an ECDH object takes the peer's point as bytes, so its agreements have no import beside them. */
const nodeOperations = (): Operations => {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const jwk = publicKey.export({ format: 'jwk' });
  const signature = sign('sha256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' });
  const own = createECDH('prime256v1');
  own.generateKeys();
  const peer = createECDH('prime256v1').generateKeys();
  return {
    sign: () => sign('sha256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' }),
    verify: () => verify('sha256', MESSAGE, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
    agree: () => own.computeSecret(peer),
    generate: () => createECDH('prime256v1').generateKeys(),
    import: () => createPublicKey({ key: jwk, format: 'jwk' }),
  };
};

/** Measures each operation `times` times when asked. A phone signs by WebCrypto whatever else it runs on: its key never leaves there. */
export const createBareMeter = async (
  platform: Platform,
): Promise<(side: Side, times: number) => Promise<BareCosts>> => {
  const web = await webOperations();
  const own = platform === 'webcrypto' ? web : nodeOperations();
  return async (side, times) => {
    const operations = { ...own, ...(side === 'phone' && { sign: web.sign }) };
    const each = async (operation: PublicKeyOperation): Promise<number> => {
      const run = operations[operation];
      for (let warm = 0; warm < 3; warm += 1) await run();
      const before = cpuMs();
      for (let n = 0; n < times; n += 1) await run();
      return (cpuMs() - before) / times;
    };
    return {
      sign: await each('sign'),
      verify: await each('verify'),
      agree: await each('agree'),
      generate: await each('generate'),
      import: await each('import'),
    };
  };
};
