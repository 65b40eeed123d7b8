// The protocol library in a real Chromium, from the build that Node runs: the same vectors, Wycheproof, and a whole session.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkVectorFile } from '@nightlatch/aliro';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AliroGlobal, type AliroPage, openAliroPage } from './aliro-page.fixture.ts';
import { playSession } from './play-session.fixture.ts';

const root = resolve(import.meta.dirname, '../..');
const own = join(root, 'packages/aliro/vectors');

/** A folder of material that is not part of the repository, or null after a visible line. */
function sharedOrSkip(name: string): string | null {
  const folder = join(process.env.NIGHTLATCH_SHARED ?? resolve(root, '../shared'), name);
  if (existsSync(folder)) return folder;
  process.stdout.write(`skipped: shared ${name} not present (browser)\n`);
  return null;
}

const published = sharedOrSkip('vectors/aliro');
const wycheproof = sharedOrSkip('vectors/wycheproof');
const named = (folder: string | null, prefix: string): string[] =>
  folder === null ? ['none'] : readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
const read = (folder: string | null, name: string): unknown =>
  JSON.parse(readFileSync(join(folder ?? '', name), 'utf8'));

let chromium: AliroPage;

beforeAll(async () => {
  chromium = await openAliroPage();
});

afterAll(async () => {
  await chromium?.close();
});

/** Every value of a file, recomputed in the page: all agree, and they are the values that Node computes. */
async function expectAgrees(json: unknown): Promise<void> {
  const lines = await chromium.page.evaluate((file) => {
    const { aliro } = globalThis as unknown as AliroGlobal; // put there by the fixture
    return aliro.checkVectorFile(file);
  }, json);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.ok)).toEqual([]);
  expect(lines).toEqual(await checkVectorFile(json));
}

describe('vector files in Chromium', () => {
  test.each(named(own, 'own-'))('%s agrees', async (name) => expectAgrees(read(own, name)));

  test.skipIf(published === null).each(named(published, 'spec-'))('%s agrees (K01, K02, K03, C01)', async (name) =>
    expectAgrees(read(published, name)),
  );

  test('a changed value is found', async () => {
    const json = read(own, 'own-standard.json') as { expected: Record<string, string> }; // our own file
    json.expected.kPersistent = '00'.repeat(32);
    const wrong = await chromium.page.evaluate(async (file) => {
      const { aliro } = globalThis as unknown as AliroGlobal;
      return (await aliro.checkVectorFile(file)).filter((line) => !line.ok).map((line) => line.name);
    }, json);
    expect(wrong).toEqual(['kPersistent']);
  });
});

/** The published schema of a file, as far as it is read here. */
type Case = Readonly<Record<string, string>> & { readonly tcId: number; readonly size: number };
type Groups = {
  readonly testGroups: readonly {
    readonly tests: readonly Case[];
    readonly publicKey?: { uncompressed: string };
    readonly tagSize?: number;
    readonly keySize?: number;
  }[];
};
type Verdicts = { readonly count: number; readonly wrong: readonly number[] };

describe.skipIf(wycheproof === null)('K04: Wycheproof in Chromium', () => {
  const groups = (name: string): Groups => read(wycheproof, name) as Groups; // published schema

  test('ECDSA P-256 SHA-256, P1363: all 262 verdicts', async () => {
    const verdicts = await chromium.page.evaluate(async ({ testGroups }): Promise<Verdicts> => {
      const { aliro } = globalThis as unknown as AliroGlobal;
      const wrong: number[] = [];
      let count = 0;
      for (const { tests, publicKey } of testGroups) {
        const point = aliro.fromHex(publicKey?.uncompressed ?? '');
        for (const one of tests) {
          count += 1;
          const holds = await aliro.verifySignature(point, aliro.fromHex(one.msg ?? ''), aliro.fromHex(one.sig ?? ''));
          if (one.result !== 'acceptable' && holds !== (one.result === 'valid')) wrong.push(one.tcId);
        }
      }
      return { count, wrong };
    }, groups('ecdsa_secp256r1_sha256_p1363_test.json'));
    expect(verdicts).toEqual({ count: 262, wrong: [] });
  });

  test('ECDH P-256 points: all 355 verdicts; a compressed point is never taken', async () => {
    const verdicts = await chromium.page.evaluate(
      async ({ testGroups }): Promise<Verdicts & { readonly compressedTaken: number }> => {
        const { aliro } = globalThis as unknown as AliroGlobal;
        const wrong: number[] = [];
        let count = 0;
        let compressedTaken = 0;
        for (const one of testGroups.flatMap(({ tests }) => tests)) {
          count += 1;
          const scalar = aliro.fromHex((one.private ?? '').padStart(64, '0').slice(-64));
          const key = await aliro.importAgreementKey({ scalar }, { extractable: false });
          const point = aliro.fromHex(one.public ?? '');
          const shared = await key.agree(point);
          if (shared !== null && point[0] !== 4) compressedTaken += 1;
          const holds = shared !== null && aliro.hex(shared) === one.shared;
          if (one.result !== 'acceptable' && holds !== (one.result === 'valid')) wrong.push(one.tcId);
        }
        return { count, wrong, compressedTaken };
      },
      groups('ecdh_secp256r1_ecpoint_test.json'),
    );
    expect(verdicts).toEqual({ count: 355, wrong: [], compressedTaken: 0 });
  });

  test('HKDF-SHA-256: all 86 verdicts', async () => {
    const verdicts = await chromium.page.evaluate(async ({ testGroups }): Promise<Verdicts> => {
      const { aliro } = globalThis as unknown as AliroGlobal;
      const bytes = (one: Case, name: string): Uint8Array => aliro.fromHex(one[name] ?? '');
      const wrong: number[] = [];
      let count = 0;
      for (const one of testGroups.flatMap(({ tests }) => tests)) {
        count += 1;
        // A length that HKDF can't give is refused by an error.
        const okm = await aliro
          .hkdfSha256(bytes(one, 'ikm'), bytes(one, 'salt'), bytes(one, 'info'), one.size)
          .catch(() => null);
        const holds = okm !== null && aliro.hex(okm) === one.okm;
        if (one.result !== 'acceptable' && holds !== (one.result === 'valid')) wrong.push(one.tcId);
      }
      return { count, wrong };
    }, groups('hkdf_sha256_test.json'));
    expect(verdicts).toEqual({ count: 86, wrong: [] });
  });

  test('HMAC-SHA-256: all 174 verdicts', async () => {
    const verdicts = await chromium.page.evaluate(async ({ testGroups }): Promise<Verdicts> => {
      const { aliro } = globalThis as unknown as AliroGlobal;
      const wrong: number[] = [];
      let count = 0;
      for (const { tests, tagSize } of testGroups) {
        for (const one of tests) {
          count += 1;
          const tag = await aliro.hmacSha256(aliro.fromHex(one.key ?? ''), aliro.fromHex(one.msg ?? ''));
          const holds = aliro.hex(tag.subarray(0, (tagSize ?? 256) / 8)) === one.tag;
          if (one.result !== 'acceptable' && holds !== (one.result === 'valid')) wrong.push(one.tcId);
        }
      }
      return { count, wrong };
    }, groups('hmac_sha256_test.json'));
    expect(verdicts).toEqual({ count: 174, wrong: [] });
  });

  test('AES-GCM: all verdicts for keys of 128 and 256 bits, opening and (where valid) sealing; this browser has no 192', async () => {
    const verdicts = await chromium.page.evaluate(
      async ({ testGroups }): Promise<Verdicts & { readonly notOffered: number; readonly unsealed: number[] }> => {
        const { aliro } = globalThis as unknown as AliroGlobal;
        const bytes = (one: Case, name: string): Uint8Array => aliro.fromHex(one[name] ?? '');
        const wrong: number[] = [];
        const unsealed: number[] = [];
        let count = 0;
        let notOffered = 0;
        for (const { tests, keySize } of testGroups) {
          for (const one of tests) {
            if (keySize === 192) {
              // The protocol's keys have 256 bits; Chromium's WebCrypto refuses to import 192.
              const imported = await aliro
                .aesGcmSeal(bytes(one, 'key'), bytes(one, 'iv'), bytes(one, 'msg'))
                .catch(() => null);
              if (imported === null) notOffered += 1;
              continue;
            }
            count += 1;
            const sealed = aliro.concat(bytes(one, 'ct'), bytes(one, 'tag'));
            const opened = await aliro.aesGcmOpen(bytes(one, 'key'), bytes(one, 'iv'), sealed, bytes(one, 'aad'));
            const holds = opened !== null && aliro.hex(opened) === one.msg;
            if (one.result !== 'acceptable' && holds !== (one.result === 'valid')) wrong.push(one.tcId);
            if (one.result !== 'valid') continue;
            const again = await aliro.aesGcmSeal(
              bytes(one, 'key'),
              bytes(one, 'iv'),
              bytes(one, 'msg'),
              bytes(one, 'aad'),
            );
            if (aliro.hex(again) !== aliro.hex(sealed)) unsealed.push(one.tcId);
          }
        }
        return { count, wrong, unsealed, notOffered };
      },
      groups('aes_gcm_test.json'),
    );
    expect(verdicts).toEqual({ count: 316 - verdicts.notOffered, wrong: [], unsealed: [], notOffered: 103 });
  });
});

test('a whole session between a reader and a phone in one page: step-up opens, fast opens again, a wrong group key does not', async () => {
  const outcome = await chromium.page.evaluate(playSession);
  expect(outcome).toEqual({
    first: { phase: 'standard', granted: true, mailbox: '6e6c', heard: '0101' },
    again: { phase: 'fast', granted: true, heard: '0101' },
    stranger: { failure: 'sw', sw: 0x6982 },
  });
  expect(chromium.errors).toEqual([]);
});
