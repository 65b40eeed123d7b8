// Group commit: calls done together keep their own results, nobody waits for company, and one bad call fails alone.
import { describe, expect, it } from 'vitest';
import { createGatherer, type Outcome } from './gather.ts';

const done = (value: string): Outcome<string> => ({ kind: 'done', value });
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

describe('gathering', () => {
  it('does what comes while a batch is under way in the next one, per key, in order and at most so many', async () => {
    const batches: string[][] = [];
    const first = gate();
    const call = createGatherer<string, string>({
      run: async (key, items) => {
        batches.push([key, ...items]);
        if (batches.length === 1) await first.opened;
        return items.map((item) => done(item.toUpperCase()));
      },
      tryAlone: () => false,
      most: 3,
    });
    const one = call('a', 'x');
    await new Promise((resolve) => setImmediate(resolve));
    const rest = ['p', 'q', 'r', 's'].map((item) => call('a', item));
    expect(await call('b', 'z')).toBe('Z');
    first.open();
    expect(await Promise.all([one, ...rest])).toEqual(['X', 'P', 'Q', 'R', 'S']);
    expect(batches).toEqual([
      ['a', 'x'],
      ['b', 'z'],
      ['a', 'p', 'q', 'r'],
      ['a', 's'],
    ]);
  });

  it('starts at once when nothing is under way, and again after the lane has emptied', async () => {
    const sizes: number[] = [];
    const call = createGatherer<string, string>({
      run: async (_key, items) => {
        sizes.push(items.length);
        return items.map(done);
      },
      tryAlone: () => false,
      most: 9,
    });
    expect(await call('a', 'x')).toBe('x');
    expect(await Promise.all([call('a', 'y'), call('a', 'z')])).toEqual(['y', 'z']);
    expect(sizes).toEqual([1, 2]);
  });

  it('tries each alone after a failure that one of them may have caused; otherwise all fail', async () => {
    const run = async (_key: string, items: readonly string[]): Promise<Outcome<string>[]> => {
      if (items.includes('bad')) throw new Error('bad item');
      return items.map(done);
    };
    const settled = (tryAlone: boolean) => {
      const call = createGatherer<string, string>({ run, tryAlone: () => tryAlone, most: 9 });
      return Promise.allSettled(['x', 'bad', 'y'].map((item) => call('a', item)));
    };
    expect((await settled(true)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await settled(false)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('takes an item that has to come again into the next batch, before what came later', async () => {
    const batches: string[][] = [];
    const call = createGatherer<string, string>({
      run: async (_key, items) => {
        batches.push([...items]);
        return items.map((item, index) => (index === 0 ? done(item) : { kind: 'again' }));
      },
      tryAlone: () => false,
      most: 9,
    });
    expect(await Promise.all(['x', 'y', 'z'].map((item) => call('a', item)))).toEqual(['x', 'y', 'z']);
    expect(batches).toEqual([['x', 'y', 'z'], ['y', 'z'], ['z']]);
  });
});
