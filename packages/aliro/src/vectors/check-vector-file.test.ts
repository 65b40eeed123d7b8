// Published and own vectors, byte for byte: every value of every file must agree.
import { describe, expect, it } from 'vitest';
import { jsonFiles, OWN_VECTORS, readJson, sharedOrSkip } from '../../test/shared-vectors.ts';
import { checkVectorFile } from './check-vector-file.ts';

const LEAST_LINES: Readonly<Record<string, number>> = {
  'own-certificates.json': 21,
  'own-documents.json': 43,
  'own-revocation.json': 8,
  'own-standard.json': 35,
  'spec-14.1-demo1.json': 11,
  'spec-14.1-demo2.json': 11,
  'spec-14.3-kpersistent.json': 3,
  'spec-14.4-fast.json': 13,
  'spec-14.6-stepup.json': 19,
};

async function expectAllAgree(folder: string, file: string): Promise<void> {
  const lines = await checkVectorFile(readJson(folder, file));
  expect(lines.filter((line) => !line.ok)).toEqual([]);
  expect(lines.length).toBeGreaterThanOrEqual(LEAST_LINES[file] ?? 1);
}

describe('own vectors', () => {
  it.each(jsonFiles(OWN_VECTORS, 'own-'))('%s agrees', async (file) => expectAllAgree(OWN_VECTORS, file));
});

const published = sharedOrSkip('vectors/aliro');

describe.skipIf(published === null)('published vectors (K01, K02, K03, C01)', () => {
  const folder = published ?? '';
  it.each(published === null ? ['none'] : jsonFiles(folder, 'spec-'))('%s agrees', async (file) =>
    expectAllAgree(folder, file),
  );
});

describe('checkVectorFile', () => {
  it('shows a changed value as one line that differs', async () => {
    const json = structuredClone(readJson(OWN_VECTORS, 'own-standard.json')) as { expected: { kPersistent: string } };
    json.expected.kPersistent = '00'.repeat(32);
    const wrong = (await checkVectorFile(json)).filter((line) => !line.ok);
    expect(wrong.map((line) => line.name)).toEqual(['kPersistent']);
  });

  it('throws AliroError for a file that is none', async () => {
    await expect(checkVectorFile({ kind: 'recipe' })).rejects.toMatchObject({ code: 'argument' });
    await expect(checkVectorFile(null)).rejects.toMatchObject({ code: 'argument' });
    await expect(checkVectorFile({ kind: 'constructor' })).rejects.toMatchObject({ code: 'argument' });
  });
});
