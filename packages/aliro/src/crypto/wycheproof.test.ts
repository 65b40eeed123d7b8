// K04: every verdict of five Wycheproof files, as written.
import { describe, expect, it } from 'vitest';
import { readJson, sharedOrSkip } from '../../test/shared-vectors.ts';
import { concat, equalBytes, fromHex } from '../encoding/bytes.ts';
import { agreementKeyFrom, verifySignature } from './keys.ts';
import { isPoint } from './point.ts';
import { aesGcmOpen, aesGcmSeal, hkdfSha256, hmacSha256 } from './primitives.ts';

type Case = Readonly<Record<string, string>> & {
  readonly tcId: number;
  readonly size: number;
  readonly result: string;
};
type Group = {
  readonly tests: readonly Case[];
  readonly tagSize?: number;
  readonly publicKey?: { readonly uncompressed: string };
};

const folder = sharedOrSkip('vectors/wycheproof');

async function verdicts(
  file: string,
  accepts: (test: Case, group: Group) => Promise<boolean>,
): Promise<{ wrong: number[]; count: number }> {
  // `as`: the published schema of the file.
  const json = readJson(folder ?? '', file) as { readonly testGroups: readonly Group[] };
  const wrong: number[] = [];
  let count = 0;
  for (const group of json.testGroups) {
    for (const test of group.tests) {
      count += 1;
      const accepted = await accepts(test, group);
      if (test.result !== 'acceptable' && accepted !== (test.result === 'valid')) wrong.push(test.tcId);
    }
  }
  return { wrong, count };
}

const bytes = (test: Case, name: string): Uint8Array => fromHex(test[name] ?? '');

describe.skipIf(folder === null)('K04: Wycheproof', () => {
  it('ECDSA P-256 SHA-256, P1363: all 262 verdicts', async () => {
    const result = await verdicts('ecdsa_secp256r1_sha256_p1363_test.json', (test, group) =>
      verifySignature(fromHex(group.publicKey?.uncompressed ?? ''), bytes(test, 'msg'), bytes(test, 'sig')),
    );
    expect(result).toEqual({ wrong: [], count: 262 });
  });

  it('ECDH P-256 points: all 355 verdicts; a compressed point is never taken', async () => {
    let compressedTaken = 0;
    let readOtherwise = 0;
    const result = await verdicts('ecdh_secp256r1_ecpoint_test.json', async (test) => {
      const scalar = fromHex((test.private ?? '').padStart(64, '0').slice(-64));
      const key = await agreementKeyFrom(() => scalar);
      const point = bytes(test, 'public');
      const shared = await key.agree(point);
      if (shared !== null && point[0] !== 4) compressedTaken += 1;
      // Our own check of a point, before any agreement, and the platform's.
      if (isPoint(point) !== (shared !== null)) readOtherwise += 1;
      return shared !== null && equalBytes(shared, bytes(test, 'shared'));
    });
    expect(result).toEqual({ wrong: [], count: 355 });
    expect([compressedTaken, readOtherwise]).toEqual([0, 0]);
  });

  it('HKDF-SHA-256: all 86 verdicts', async () => {
    const result = await verdicts('hkdf_sha256_test.json', async (test) => {
      try {
        return equalBytes(
          await hkdfSha256(bytes(test, 'ikm'), bytes(test, 'salt'), bytes(test, 'info'), test.size),
          bytes(test, 'okm'),
        );
      } catch {
        return false;
      }
    });
    expect(result).toEqual({ wrong: [], count: 86 });
  });

  it('HMAC-SHA-256: all 174 verdicts', async () => {
    const result = await verdicts('hmac_sha256_test.json', async (test, group) => {
      const tag = await hmacSha256(bytes(test, 'key'), bytes(test, 'msg'));
      return equalBytes(tag.subarray(0, (group.tagSize ?? 256) / 8), bytes(test, 'tag'));
    });
    expect(result).toEqual({ wrong: [], count: 174 });
  });

  it('AES-GCM: all 316 verdicts, opening and (where valid) sealing', async () => {
    const unsealed: number[] = [];
    const result = await verdicts('aes_gcm_test.json', async (test) => {
      const sealed = concat(bytes(test, 'ct'), bytes(test, 'tag'));
      const opened = await aesGcmOpen(bytes(test, 'key'), bytes(test, 'iv'), sealed, bytes(test, 'aad'));
      if (test.result === 'valid') {
        const again = await aesGcmSeal(bytes(test, 'key'), bytes(test, 'iv'), bytes(test, 'msg'), bytes(test, 'aad'));
        if (!equalBytes(again, sealed)) unsealed.push(test.tcId);
      }
      return opened !== null && equalBytes(opened, bytes(test, 'msg'));
    });
    expect(result).toEqual({ wrong: [], count: 316 });
    expect(unsealed).toEqual([]);
  });
});
