// What the service worker does with a push message while no page may be open: every phone of this browser makes itself equal to its wallet, and tells what was shown.
import { type Clock, createPhone, type Phone } from '@nightlatch/phone';
import { archiveKey } from '../hotels/read-hotels.ts';
import { createAbsentRadio } from '../radio/browser-radio.ts';
import { createHotelClock } from '../server/hotel-clock.ts';
import type { TabMessage } from '../server/one-tab.ts';
import { createSession, type Session } from '../server/session.ts';
import { createWalletSync } from '../server/wallet-sync.ts';
import { openGuestDatabase } from '../store/guest-database.ts';
import { openPhoneDatabase } from '../store/phone-database.ts';
import { sendPushReceipts } from './push-receipts.ts';

const clockOfWorker: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Looks at every hotel once. A hotel that is out of reach is looked at when the app is opened: a lost push costs only time. */
export async function syncInBackground(names: { readonly database: string; readonly channel: string }): Promise<void> {
  const database = await openGuestDatabase(names.database);
  const clock = createHotelClock(clockOfWorker, await database.setting('clockOffset'));
  const opened: { close(): void }[] = [database];
  try {
    for (const { id } of await database.phones()) {
      const own = await openPhoneDatabase({ name: id, onGone: () => undefined });
      opened.push(own);
      const phone: Phone = createPhone({ store: own.store, clock, radio: createAbsentRadio() });
      if ((await phone.deviceId()) === undefined) continue;
      const session: Session = createSession({ baseUrl: '', phone });
      const sync = createWalletSync({
        phone,
        session,
        database,
        clock,
        phoneId: id,
        alone: (what, task) => aloneOver(`${names.channel}-${what}-${id}`, task),
        bluetooth: async () => 'unknown',
        onServerTime: () => undefined,
        onChanged: () => undefined,
        onConnection: () => undefined,
        onKeysGone: async (keys) => {
          const locations = await phone.locations();
          for (const key of keys) {
            if (key.state === 'waiting') continue;
            const location = locations.find((one) => one.id === key.locationId);
            await database.addArchived(archiveKey(key, location, clock.now()));
          }
        },
        onDeviceRemoved: async () => {
          await phone.forgetAll();
          await database.addNotice({ id: `device_removed-${id}`, kind: 'device_removed', at: clock.now() });
        },
      });
      await sync.look();
      await sendPushReceipts(session, database).catch(() => undefined); // told at the next start
    }
  } finally {
    for (const one of opened) one.close();
    const channel = new BroadcastChannel(names.channel);
    channel.postMessage({ kind: 'changed' } satisfies TabMessage);
    channel.close();
  }
}

/** The same locks as the pages': one change of a phone's memory at a time. */
function aloneOver<T>(name: string, task: () => Promise<T>): Promise<T> {
  // The lib's type of `request` loses that the task's promise is awaited.
  return 'locks' in navigator ? (navigator.locks.request(name, task) as Promise<T>) : task();
}
