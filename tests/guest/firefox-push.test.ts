// Web push the whole way: the server encrypts, a push service carries, a real Firefox decrypts and shows; the app is closed all the while.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserPushService, startBrowserPushService } from './browser-push-service.fixture.ts';
import { type Firefox, missingForFirefox, openFirefox } from './firefox.fixture.ts';
import { startWholeServer, type WholeServer } from './whole-server.fixture.ts';

const missing = missingForFirefox();
if (missing) process.stdout.write(`skipped: ${missing} (web push through to a notification)\n`);

let server: WholeServer;
let service: BrowserPushService;
let firefox: Firefox;

beforeAll(async () => {
  if (missing) return;
  [server, service] = await Promise.all([startWholeServer(), startBrowserPushService()]);
  firefox = await openFirefox(service.url);
});
afterAll(async () => {
  await firefox?.close();
  await service?.close();
  await server?.close();
});

/** The notifications that the app's worker shows now; any page of the app's scope may ask. */
const shown = (): Promise<string[]> =>
  firefox.run(
    `navigator.serviceWorker.getRegistration('/guest/').then((one) => one.getNotifications()).then((all) => all.map(({ title, body }) => title + ': ' + body))`,
  );

describe.skipIf(missing !== undefined)('web push, real Firefox', () => {
  it('shows what the server sent, takes the revoked key away though no page is open, and tells the hotel both', async () => {
    const { lakeside, url } = server;
    const { desk, locationId } = lakeside;
    const bookingId = await lakeside.book('Push', 'checked_in');
    await firefox.goto(await lakeside.link(bookingId));
    await firefox.press('enrol-button');
    await firefox.see('key-card', '[data-state=ready]');
    await firefox.run('navigator.serviceWorker.ready.then(() => 1)');
    await firefox.press('open-settings');
    await firefox.press('ask-push');
    await firefox.see('push', '[data-push=on]');
    const keys = await server.parts.db.selectFrom('push_subscription').select('device_id').execute();
    expect(keys).toHaveLength(1);
    expect(service.keys).toHaveLength(1);

    // The app is closed: a page of the server that is none of its.
    await firefox.goto(`${url}/`);
    const key = async () => {
      const { items } = await desk.call('listKeys', { params: { locationId, bookingId } });
      return items[0];
    };
    const keyId = (await key())?.id ?? '';
    await desk.call('revokeKey', { params: { locationId, keyId }, body: { reason: 'guest_request', note: 'test' } });
    await expect.poll(shown).toEqual([expect.stringMatching(/^Lakeside: Your digital key was switched off/)]);
    // The worker has looked: the key is deleted, and the hotel knows that it was, and that the message was shown.
    await expect.poll(async () => (await key())?.revocation?.removedFromDeviceAt ?? null).not.toBeNull();
    await expect
      .poll(async () => {
        const { items } = await desk.call('listMessages', { params: { locationId }, query: { bookingId } });
        const told = items.find(({ kind }) => kind === 'key_revoked');
        return told?.attempts.map(({ channel, deliveredAt }) => [channel, deliveredAt !== null]);
      })
      .toEqual([['push', true]]);
    expect(service.complaints).toEqual([]);
    await expect.poll(() => service.confirmed).toBeGreaterThan(0);
  });

  it('loses a message and nothing else: the key goes when the app is opened, and the hotel knows', async () => {
    const { lakeside, url } = server;
    const { desk, locationId } = lakeside;
    const bookingId = await lakeside.book('Push', 'checked_in');
    const { id: keyId } = await desk.call('issueKey', { params: { locationId, bookingId }, body: {} });
    await firefox.goto(`${url}/guest/`);
    await firefox.see('key-card', '[data-state=ready]');
    await firefox.goto(`${url}/`);
    const before = await shown();
    const taken = service.taken;
    service.losing = true;
    await desk.call('revokeKey', { params: { locationId, keyId }, body: { reason: 'guest_request' } });
    await expect.poll(() => service.taken).toBeGreaterThan(taken);
    await firefox.goto(`${url}/guest/`);
    await firefox.see('key-ended');
    await expect
      .poll(async () => {
        const { revocation } = await desk.call('getKey', { params: { locationId, keyId } });
        return revocation?.removedFromDeviceAt ?? null;
      })
      .not.toBeNull();
    expect(await shown()).toEqual(before);
    expect(service.complaints).toEqual([]);
  });
});
