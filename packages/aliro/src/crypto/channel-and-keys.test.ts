// Key schedule, sealed channels, keys and signatures at their edges (docs/protocol §3, §10 K).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, hex, utf8 } from '../encoding/bytes.ts';
import {
  deriveFastKeys,
  deriveKpersistent,
  deriveStandardKeys,
  openCryptogram,
  type SessionContext,
  sealCryptogram,
  sessionSalt,
} from './key-schedule.ts';
import { agreementKeyFrom, verifySignature } from './keys.ts';
import { isPoint } from './point.ts';
import { hkdfKey } from './primitives.ts';
import { channelIv, createSecureChannel } from './secure-channel.ts';
import { exportPrivateKey, generateAgreementKey, generateSigner, importSigner, signerFromKeyPair } from './web-keys.ts';

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);
const CONTEXT: SessionContext = {
  groupKeyX: bytes(32, 1),
  readerIdentifier: bytes(32, 2),
  interfaceByte: 0xc3,
  version: fromHex('0100'),
  readerEphemeralX: bytes(32, 3),
  deviceEphemeralX: bytes(32, 4),
  transactionId: bytes(16, 5),
  commandParameters: 0,
  authenticationPolicy: 1,
  a5: fromHex('a508800200005c020100'),
  commandVendor: new Uint8Array(0),
  answerVendor: new Uint8Array(0),
};
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const toHex = (value: bigint): string => value.toString(16).padStart(64, '0');

describe('key schedule', () => {
  it('sizes: 141 bytes, 173 with the device part', () => {
    expect(sessionSalt(CONTEXT, 'Volatile****').length).toBe(141);
    expect(sessionSalt(CONTEXT, 'Persistent**', bytes(32, 6)).length).toBe(173);
  });

  it('K05, K06: any part changed → other keys, for all three labels', async () => {
    const changes: Partial<SessionContext>[] = [
      { groupKeyX: bytes(32, 9) },
      { readerIdentifier: bytes(32, 9) },
      { interfaceByte: 0x5e },
      { version: fromHex('0200') },
      { readerEphemeralX: bytes(32, 9) },
      { deviceEphemeralX: bytes(32, 9) },
      { transactionId: bytes(16, 9) },
      { commandParameters: 1 },
      { authenticationPolicy: 2 },
      { a5: fromHex('a508800200005c020101') },
      { commandVendor: fromHex('b100') },
      { answerVendor: fromHex('b200') },
    ];
    const kdh = bytes(32, 7);
    const deviceX = bytes(32, 6);
    const all = async (context: SessionContext): Promise<string[]> => [
      hex((await deriveStandardKeys(kdh, context)).okm),
      hex(await deriveKpersistent(kdh, context, deviceX)),
      hex((await deriveFastKeys(kdh, context, deviceX)).okm),
    ];
    const seen = await Promise.all([CONTEXT, ...changes.map((change) => ({ ...CONTEXT, ...change }))].map(all));
    expect(new Set(seen.flat()).size).toBe(3 * (changes.length + 1));
    expect(hex((await deriveFastKeys(kdh, CONTEXT, bytes(32, 8))).okm)).not.toBe(seen[0]?.[2]);
  });

  it('a non-extractable HKDF key gives the same fast keys as its bytes', async () => {
    const key = await hkdfKey(bytes(32, 7));
    expect(key.extractable).toBe(false);
    const [a, b] = await Promise.all([
      deriveFastKeys(key, CONTEXT, bytes(32, 6)),
      deriveFastKeys(bytes(32, 7), CONTEXT, bytes(32, 6)),
    ]);
    expect(hex(a.okm)).toBe(hex(b.okm));
  });

  it('cryptogram: there and back, with and without timestamps; other content is not taken', async () => {
    const content = { signaling: 0x0cb9, signedAccess: '2026-03-01T12:00:00Z', signedRevocation: null };
    const sealed = await sealCryptogram(bytes(32, 1), content);
    expect(sealed.length).toBe(64);
    expect(await openCryptogram(bytes(32, 1), sealed)).toEqual(content);
    expect(await openCryptogram(bytes(32, 2), sealed)).toBeNull();
    expect(await openCryptogram(bytes(32, 1), sealed.subarray(1))).toBeNull();
  });
});

describe('channel', () => {
  const keys = { readerKey: bytes(32, 1), deviceKey: bytes(32, 2) };
  const pair = () => ({
    lock: createSecureChannel({ side: 'reader', ...keys }),
    phone: createSecureChannel({ side: 'phone', ...keys }),
  });

  it('IVs: direction and counter as §3.4', () => {
    expect(hex(channelIv('reader', 1))).toBe('000000000000000000000001');
    expect(hex(channelIv('phone', 2))).toBe('000000000000000100000002');
  });

  it('carries any messages in any interleaving of the two directions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 60 })), { maxLength: 20 }),
        async (messages) => {
          const { lock, phone } = pair();
          for (const [fromLock, message] of messages) {
            const sealed = await (fromLock ? lock : phone).seal(message);
            const opened = sealed === null ? null : await (fromLock ? phone : lock).open(sealed);
            expect(opened === null ? null : hex(opened)).toBe(hex(message));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('K07: lost, repeated, reflected or changed message → dead for ever', async () => {
    for (const make of [
      async (lock: ReturnType<typeof pair>['lock']) => {
        await lock.seal(utf8('lost'));
        return lock.seal(utf8('next'));
      },
      async (_lock: unknown, phone: ReturnType<typeof pair>['phone']) => phone.seal(utf8('reflected')),
      async (lock: ReturnType<typeof pair>['lock']) =>
        (await lock.seal(utf8('x')))?.map((b, i) => (i === 0 ? b ^ 1 : b)) ?? null,
    ]) {
      const { lock, phone } = pair();
      expect(await phone.open((await make(lock, phone)) ?? new Uint8Array(0))).toBeNull();
      expect(phone.alive).toBe(false);
      expect(await phone.seal(utf8('more'))).toBeNull();
      expect(await phone.open((await pair().lock.seal(utf8('good'))) ?? new Uint8Array(0))).toBeNull();
    }
  });

  it('K16: at the limit no message is sent', async () => {
    const near = createSecureChannel({ side: 'reader', ...keys, start: { sent: 0xfffd, received: 0 } });
    expect(await near.seal(utf8('counter fffe'))).not.toBeNull();
    expect(await near.seal(utf8('counter ffff'))).toBeNull();
  });
});

describe('keys', () => {
  it('K15: high s accepted; r or s 0, n, above, or another length refused', async () => {
    const signer = await generateSigner({ extractable: false });
    const message = utf8('door');
    const signature = await signer.sign(message);
    const r = hex(signature.slice(0, 32));
    const s = BigInt(`0x${hex(signature.slice(32))}`);
    const check = (text: string): Promise<boolean> => verifySignature(signer.point, message, fromHex(text));
    expect(await check(r + toHex(s))).toBe(true);
    expect(await check(r + toHex(ORDER - s))).toBe(true);
    for (const bad of [
      r + toHex(0n),
      toHex(0n) + toHex(s),
      r + toHex(ORDER),
      toHex(ORDER) + toHex(s),
      r + toHex(2n ** 256n - 1n),
    ])
      expect(await check(bad)).toBe(false);
    expect(await check((r + toHex(s)).slice(2))).toBe(false);
    expect(await check(`${r}${toHex(s)}00`)).toBe(false);
  });

  it('K08: 64 and 66 bytes, first byte 00, 02, 03, 06, off the curve, another curve’s point → no point', async () => {
    const { point } = await generateSigner({ extractable: false });
    const key = await generateAgreementKey();
    const secp256k1 = fromHex(
      '0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8',
    );
    const cases = [
      point.subarray(0, 64),
      concat(point, fromHex('00')),
      ...[0, 2, 3, 6].map((first) => point.map((b, i) => (i === 0 ? first : b))),
      point.map((b, i) => (i === 64 ? b ^ 1 : b)),
      concat(fromHex('02'), point.subarray(1, 33)),
      secp256k1,
      fromHex('00'),
      new Uint8Array(65),
    ];
    for (const bad of cases) {
      expect(isPoint(bad)).toBe(false);
      expect(await key.agree(bad)).toBeNull();
      expect(await verifySignature(bad, utf8('x'), bytes(64, 1))).toBe(false);
    }
    expect(isPoint(point)).toBe(true);
  });

  it('K08: a coordinate at or over p is no point, though the curve equation holds for what it leaves over', async () => {
    const key = await generateAgreementKey();
    const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
    // Two points of the curve with one coordinate so small that it fits 32 bytes a second time, p higher.
    const atZero = [0n, 0x66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4n] as const;
    const low = [0xd7325d7646cd60d80a92738ceb345f844cffaf35841022cab176f692de8de1d7n, 5n] as const;
    const of = ([x, y]: readonly [bigint, bigint]): Uint8Array => fromHex(`04${toHex(x)}${toHex(y)}`);
    for (const good of [atZero, low]) {
      expect(isPoint(of(good))).toBe(true);
      expect(await key.agree(of(good))).toHaveLength(32);
    }
    for (const bad of [[p, atZero[1]] as const, [low[0], low[1] + p] as const, [p, p] as const]) {
      expect(isPoint(of(bad))).toBe(false);
      expect(await key.agree(of(bad))).toBeNull();
      expect(await verifySignature(of(bad), utf8('x'), bytes(64, 1))).toBe(false);
    }
  });

  it('K08: off the curve in any bit: what is a point here is one for the platform, and the other way round', async () => {
    const key = await generateAgreementKey();
    const { point } = await generateSigner({ extractable: false });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 65 * 8 - 1 }), async (bit) => {
        const changed = point.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b));
        expect(isPoint(changed)).toBe(false);
        expect(await key.agree(changed)).toBeNull();
      }),
      { numRuns: 60 },
    );
    // The same point mirrored is on the curve too.
    const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
    const mirrored = fromHex(`${hex(point.subarray(0, 33))}${toHex(p - BigInt(`0x${hex(point.subarray(33))}`))}`);
    expect(isPoint(mirrored)).toBe(true);
    expect(await key.agree(mirrored)).toEqual(await key.agree(point));
  });

  it('locks store and restore their key, by PKCS#8 and by scalar; a phone’s stays inside', async () => {
    const signer = await generateSigner({ extractable: true });
    const { pkcs8, scalar } = await exportPrivateKey(signer.keyPair);
    for (const key of [{ pkcs8 }, { scalar }]) {
      const again = await importSigner(key, { extractable: false });
      expect(hex(again.point)).toBe(hex(signer.point));
      expect(await verifySignature(signer.point, utf8('m'), await again.sign(utf8('m')))).toBe(true);
      await expect(exportPrivateKey(again.keyPair)).rejects.toThrow();
    }
    const vault = await generateSigner({ extractable: false });
    await expect(exportPrivateKey(vault.keyPair)).rejects.toThrow();
    expect(hex((await signerFromKeyPair(vault.keyPair)).point)).toBe(hex(vault.point));
    await expect(importSigner({ scalar: bytes(31, 1) }, { extractable: false })).rejects.toMatchObject({
      code: 'argument',
    });
  });

  it('a one-use key comes from the given random bytes; zero is not a scalar', async () => {
    const key = await agreementKeyFrom(() => bytes(32, 5));
    expect(hex(key.point)).toBe(hex((await agreementKeyFrom(() => bytes(32, 5))).point));
    await expect(agreementKeyFrom(() => bytes(32, 0))).rejects.toThrow();
  });
});
