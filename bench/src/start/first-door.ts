// `start.first-door`: from `git clone` to the first door that a virtual guest opens.
import { createVirtualGuest } from '@nightlatch/simulator';
import type { Family, Figure } from '../figure.ts';
import { type Ready, runStart } from '../run-start.ts';
import { signIn, until } from '../server/hotel.ts';
import { holdsKey } from '../server/stay.ts';
import { median } from '../statistics.ts';
import { cloneRepository, npmCommand, runCommand } from './clone.ts';

const seconds = (sinceMs: number): number => (performance.now() - sinceMs) / 1000;

/** Clone, `npm ci` and build, nothing else. */
const installAndBuild = async (): Promise<number> => {
  const started = performance.now();
  const clone = await cloneRepository();
  await runCommand({
    ...npmCommand('ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'),
    cwd: clone.path,
  });
  await runCommand({ ...npmCommand('run', '--silent', 'build'), cwd: clone.path });
  const took = seconds(started);
  await clone.remove();
  return took;
};

/** Clone, `npm start`, link, phone, door. */
const firstDoor = async (): Promise<number> => {
  const started = performance.now();
  const clone = await cloneRepository();
  const { ready, stop } = await runStart({
    // Where it is without DATA_DIR.
    dataDir: `${clone.path}/data`,
    command: { ...npmCommand('start', '--silent', '--', '--json'), cwd: clone.path },
  });
  await openSomeDoor(ready);
  const took = seconds(started);
  await stop();
  await clone.remove();
  return took;
};

/** A guest who is in the house already gets a link, enrols and opens the room. */
const openSomeDoor = async ({ url, addresses, demo }: Ready): Promise<void> => {
  const desk = await signIn(url, demo.signIns);
  const params = { locationId: demo.locationId };
  const booking = await until('a guest in the house', async () => {
    const { items } = await desk.call('listBookings', { params, query: { status: 'checked_in' } });
    // Who leaves last: whoever leaves today has no key after the check-out hour.
    return items
      .filter(({ roomNumber }) => roomNumber !== null)
      .toSorted((a, b) => b.departureDate.localeCompare(a.departureDate))[0];
  });
  const link = await desk.call('createEnrolmentLink', { params: { ...params, bookingId: booking.id } });
  const guest = await createVirtualGuest({
    baseUrl: url,
    enrolmentLink: link.url,
    radio: addresses.corridor.replace(/\/$/, ''),
  });
  const keys = await guest.waitForKeys(holdsKey, 30_000);
  const held = keys.flatMap(({ keyId, doors }) => doors.map(({ doorId, kind }) => ({ keyId, doorId, kind })));
  const room = held.find(({ kind }) => kind === 'room');
  if (!room) throw new Error('the key fits no room');
  const unlocked = await guest.unlock({ keyId: room.keyId, doorId: room.doorId });
  if (unlocked.kind !== 'opened') throw new Error(`the first door did not open: ${unlocked.diagnosis}`);
  await guest.close();
};

export const firstDoorFigures: Family = {
  group: 'start',
  names: ['start.first-door'],
  limit:
    'git clone, npm ci and npm run build alone, another fresh clone, run before (npm’s cache is then warm for both)',
  measure: async function* (bench): AsyncIterable<Figure> {
    const runs = bench.runs(1);
    const values: number[] = [];
    const limits: number[] = [];
    for (let n = 1; n <= runs; n += 1) {
      bench.say(`clone, npm ci and build alone (${n} of ${runs})`);
      limits.push(await installAndBuild());
      bench.say(`clone, npm start and a first door (${n} of ${runs})`);
      values.push(await firstDoor());
    }
    yield { name: 'start.first-door', value: median(values), unit: 's', limit: median(limits), runs };
  },
};
