// The worked example of docs/protocol part 11 is what this code computes, byte for byte.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workExample } from '../../test/worked-example.ts';

const page = readFileSync(new URL('../../../../docs/protocol/11-writing-a-lock.md', import.meta.url), 'utf8');

it('H24, K14: every value of the worked example stands in the page for implementers', async () => {
  const values = await workExample();
  const written = Object.fromEntries(
    [...page.matchAll(/^(\w+) += ([0-9a-f]+)$/gm)].map(([, name = '', bytes = '']) => [name, bytes]),
  );
  expect(written).toEqual(values);
});
