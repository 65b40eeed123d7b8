// The quick platform of the long model runs against WebCrypto itself: what it says must be what the real one says.
import {
  aesGcmOpen,
  aesGcmSeal,
  agreementKeyFrom,
  exportPrivateKey,
  generateAgreementKey,
  generateSigner,
  hkdfSha256,
  hmacSha256,
  importSigner,
  sha1,
  sha256,
  verifySignature,
} from '@nightlatch/aliro';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QuickCrypto } from '../test/quick-crypto.ts';

const quick = new QuickCrypto();

async function quickly<T>(work: () => Promise<T>): Promise<T> {
  quick.install();
  try {
    return await work();
  } finally {
    quick.remove();
  }
}

async function same<T>(work: () => Promise<T>): Promise<T> {
  const real = await work();
  expect(await quickly(work)).toEqual(real);
  expect(await quickly(work)).toEqual(real);
  return real;
}

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

it('hashes, derives and seals as WebCrypto does', async () => {
  await fc.assert(
    fc.asyncProperty(
      bytes(32),
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 40 }),
      async (key, data, aad) => {
        await same(() => sha256(data));
        await same(() => sha1(data));
        await same(() => hmacSha256(key, data));
        await same(() => hkdfSha256(key, data, aad, 160));
        const iv = key.slice(0, 12);
        const sealed = await same(() => aesGcmSeal(key, iv, data, aad));
        await same(() => aesGcmOpen(key, iv, sealed, aad));
        sealed[0] = (sealed[0] ?? 0) ^ 1;
        expect(await same(() => aesGcmOpen(key, iv, sealed, aad))).toBeNull();
      },
    ),
    { numRuns: 40 },
  );
});

it('signs, verifies and agrees as WebCrypto does, also on what is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(63), async (message, place) => {
      const real = await generateSigner({ extractable: true });
      const { pkcs8 } = await exportPrivateKey(real.keyPair);
      const signature = await quickly(async () => {
        const imported = await importSigner({ pkcs8 }, { extractable: false });
        expect(imported.point).toEqual(real.point);
        return imported.sign(message);
      });
      expect(await same(() => verifySignature(real.point, message, signature))).toBe(true);
      const bent = signature.slice();
      bent[place] = (bent[place] ?? 0) ^ 1;
      expect(await same(() => verifySignature(real.point, message, bent))).toBe(false);
      expect(await same(() => verifySignature(real.point, Uint8Array.of(...message, 1), signature))).toBe(false);
      const off = real.point.slice();
      off[64] = (off[64] ?? 0) ^ 1;
      const [mine, theirs] = [await generateAgreementKey(), await quickly(() => generateAgreementKey())];
      expect(await quickly(() => theirs.agree(mine.point))).toEqual(await mine.agree(theirs.point));
      const scalar = new Uint8Array(32).fill(place + 1);
      await same(async () => (await agreementKeyFrom(() => scalar)).agree(mine.point));
    }),
    { numRuns: 20 },
  );
});

it('gives the same pairs and random bytes after every restart, and no two alike before', async () => {
  const draw = (): Promise<unknown[]> =>
    quickly(async () => {
      quick.restart();
      const points = [(await generateSigner({ extractable: false })).point, (await generateAgreementKey()).point];
      return [...points, quick.random('world', 16), quick.random('lock', 16), quick.random('lock', 16)];
    });
  const first = await draw();
  expect(await draw()).toEqual(first);
  expect(new Set(first.map(String)).size).toBe(5);
});
