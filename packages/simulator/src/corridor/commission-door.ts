// Makes a factory-new lock a lock of the location, as a technician would on site (docs/protocol §7.11).
import { fromBase64url, fromHex, hex } from '@nightlatch/aliro';
import { ApiProblem, ApiUnreachable, type Client } from '@nightlatch/api';
import type { VirtualDoor } from './virtual-door.ts';

/** `done`, or when to try again: `later` (server out of reach) or `stuck` (a person must look). */
export type CommissionOutcome = 'done' | 'later' | 'stuck';

/** Commissions one door if it needs it; the tile shows why when it can't. */
export async function commissionDoor(
  door: VirtualDoor,
  client: Client,
  locationId: string,
): Promise<CommissionOutcome> {
  const lock = door.lock();
  if (!lock) return 'later';
  if (lock.status().phase !== 'factory') {
    door.setProblem(lock.status().phase === 'damaged' ? 'The lock’s memory is damaged; it needs commissioning.' : null);
    return 'done';
  }
  try {
    const lockPoint = hex(await lock.factoryPoint());
    const { record, rootFingerprint } = await client.call('commissionLock', {
      params: { locationId },
      body: { doorId: door.plan.doorId, lockPoint, simulated: true },
      idempotencyKey: `commission-${lockPoint.slice(2, 66)}`, // the same lock asking again means the same command
    });
    const bytes = fromBase64url(record);
    const result = bytes && (await lock.commission(bytes, fromHex(rootFingerprint)));
    if (result?.ok) {
      door.setProblem(null);
      return 'done';
    }
    door.setProblem(`The lock did not take its commissioning record (${result ? result.code : 'not readable'}).`);
    return 'stuck';
  } catch (error) {
    if (error instanceof ApiUnreachable) {
      door.setProblem('Not commissioned yet: the server can’t be reached.');
      return 'later';
    }
    if (!(error instanceof ApiProblem)) throw error;
    const { status, title } = error.problem;
    door.setProblem(`Not commissioned: ${title}.`);
    return status === 429 || status >= 500 ? 'later' : 'stuck';
  }
}
