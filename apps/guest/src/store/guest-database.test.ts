// What the app keeps for itself stays small and goes when it is told.
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { FIRST_PHONE, openGuestDatabase } from './guest-database.ts';

it('keeps the newest 64 tries and drops those that were told', async () => {
  const database = await openGuestDatabase('attempts');
  for (let at = 0; at < 70; at += 1) {
    await database.addAttempt({ id: `a${at}`, keyId: 'k', at, outcome: 'opened', diagnosis: null });
  }
  const kept = await database.attempts();
  expect(kept).toHaveLength(64);
  expect(Math.min(...kept.map((attempt) => attempt.at))).toBe(6);
  await database.dropAttempts(kept.map((attempt) => attempt.id));
  expect(await database.attempts()).toEqual([]);
});

it('shows notices newest first until they are closed', async () => {
  const database = await openGuestDatabase('notices');
  await database.addNotice({ id: 'old', kind: 'key_removed', at: 1 });
  await database.addNotice({ id: 'new', kind: 'key_removed', at: 2 });
  expect((await database.notices()).map((notice) => notice.id)).toEqual(['new', 'old']);
  await database.dropNotice('new');
  expect((await database.notices()).map((notice) => notice.id)).toEqual(['old']);
});

it('keeps the phone and everything else when the app is updated in the middle of a stay', async () => {
  const old = await openDB('updated', 2, {
    upgrade(db) {
      db.createObjectStore('notices', { keyPath: 'id' });
      db.createObjectStore('attempts', { keyPath: 'id' });
      db.createObjectStore('bluetoothDoors', { keyPath: 'deviceId' });
    },
  });
  await old.put('notices', { id: 'n', kind: 'key_removed', at: 1 });
  old.close();
  const database = await openGuestDatabase('updated');
  expect(await database.phones()).toEqual([{ id: FIRST_PHONE }]);
  expect(await database.notices()).toHaveLength(1);
});

it('starts without a phone where there never was one', async () => {
  expect(await (await openGuestDatabase('new')).phones()).toEqual([]);
});

it('gives way to a newer version of the app in another tab, and says so', async () => {
  let gone = false;
  await openGuestDatabase('two-tabs', () => {
    gone = true;
  });
  await openDB('two-tabs', 5);
  expect(gone).toBe(true);
});
