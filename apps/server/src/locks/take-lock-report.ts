// How a lock says it is: by its gateway's local interface, or by what its sealed journal shows. Health is a condition of issue.
import type { JournalEntry } from '@nightlatch/aliro';
import type { LockReports } from '@nightlatch/api';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';

/** What is said; what is absent stays as it was. */
export type LockReport = {
  readonly battery?: 'ok' | 'low' | 'critical' | null;
  readonly clockKnown?: boolean;
  readonly hardwareFault?: boolean;
};

type Of = { readonly locationId: string; readonly now: Date };

/** Reason codes of docs/protocol §7.14 that speak of the lock itself. */
const BATTERY_CRITICAL = 0x0302;

/** Takes a report. A lock that can't open for anybody by radio is unhealthy: no key is issued for its room until that is mended. */
export const takeLockReport = async (
  trx: Trx,
  of: Of & { readonly lockRowId: string; readonly report: LockReport },
): Promise<void> => {
  const { locationId, lockRowId, report, now } = of;
  const before = await trx
    .selectFrom('lock')
    .select(['door_id', 'healthy', 'battery', 'clock_known', 'hardware_fault'])
    .where('location_id', '=', locationId)
    .where('id', '=', lockRowId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const battery = report.battery === undefined ? before.battery : report.battery;
  const clockKnown = report.clockKnown ?? before.clock_known;
  const hardwareFault = report.hardwareFault ?? before.hardware_fault;
  const healthy = battery !== 'critical' && hardwareFault !== true;
  await trx
    .updateTable('lock')
    .set({ battery, clock_known: clockKnown, hardware_fault: hardwareFault, healthy, reported_at: now })
    .where('location_id', '=', locationId)
    .where('id', '=', lockRowId)
    .execute();
  if (healthy !== before.healthy) await emit(trx, { name: 'location.changed', locationId });
  const shown =
    battery !== before.battery || clockKnown !== before.clock_known || hardwareFault !== before.hardware_fault;
  if (shown || healthy !== before.healthy) {
    await notifyLive(trx, { topic: 'change', locationId, kind: 'door', id: before.door_id, bookingId: null });
  }
};

/** Reports by the locks' ids on the wire; gives back the ids that are no lock of the location. */
export const takeLockReports = async (
  trx: Trx,
  of: Of & { readonly reports: LockReports['reports'] },
): Promise<{ taken: number; unknown: string[] }> => {
  const unknown: string[] = [];
  // In the order of ids, so that two gateways never wait for each other.
  const sorted = [...of.reports].sort((a, b) => (a.lockId < b.lockId ? -1 : 1));
  for (const { lockId, ...report } of sorted) {
    const lock = await trx
      .selectFrom('lock')
      .select('id')
      .where('location_id', '=', of.locationId)
      .where('lock_id', '=', Buffer.from(lockId, 'hex'))
      .where('retired_at', 'is', null)
      .executeTakeFirst();
    if (lock) await takeLockReport(trx, { ...of, lockRowId: lock.id, report });
    else unknown.push(lockId);
  }
  return { taken: of.reports.length - unknown.length, unknown };
};

/** What the newest of these entries show of their lock: whether it knew the time, and whether its battery refused everybody. */
export const reportOfJournal = (entries: readonly JournalEntry[]): LockReport => {
  const last = entries.at(-1);
  const spoke = entries.findLast((entry) => entry.event === 'opened' || entry.event === 'refused');
  return {
    ...(last ? { clockKnown: !last.clockUnknown } : {}),
    ...(spoke?.event === 'refused' && spoke.reason === BATTERY_CRITICAL ? { battery: 'critical' } : {}),
    // It opened: the battery is not critical any more, and nobody has said how good it is.
    ...(spoke?.event === 'opened' ? { battery: null } : {}),
  };
};
