// Every key that a lock trusts, changed while a whole hotel runs: the server's mail, the real locks' brains, and the command line between them.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HotelProcess, startHotel } from './hotel-process.fixture.ts';

const program = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));

let hotel: HotelProcess;
beforeAll(async () => {
  hotel = await startHotel();
});
afterAll(() => hotel?.remove());

type Status = {
  readonly keys: readonly {
    readonly class: string;
    readonly epoch: number;
    readonly state: string;
    readonly locks: number;
  }[];
};

const keys = async (...args: string[]): Promise<unknown> => {
  const { DATABASE_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'keys', ...args, '--json'], {
    env: { ...env, DATA_DIR: hotel.dataDir },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};
/** Keys that are not retired, as `class epoch state locks`. */
const inUse = async (): Promise<string[]> => {
  const status = (await keys('status')) as Status; // the command's own answer
  const all = Math.max(...status.keys.map((key) => key.locks));
  return status.keys
    .filter((key) => key.state !== 'retired')
    .map((key) => `${key.class} ${key.epoch} ${key.state}${key.locks === all ? ' everywhere' : ''}`);
};

it('every lock takes the new root from the old one, and from the new one all that it tells of the others', async () => {
  await keys('rotate', '--class', 'all', '--emergency', '--reason', 'test');
  // The journals that confirm it come under the new sealing key.
  await expect
    .poll(inUse, { timeout: 200_000, interval: 1000 })
    .toEqual([
      'credential 2 active everywhere',
      'mail 2 active everywhere',
      'reader_issuer 1 active',
      'root 2 active everywhere',
      'seal 2 active everywhere',
    ]);
});
