// Keeps the app's files on the phone, and the logos of its hotels, so that the key shows and opens the door without a server. It stores no other answer of the API.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { syncInBackground } from './push/background-sync.ts';
import { readPush } from './push/read-push.ts';
import { GUEST_DATABASE, openGuestDatabase } from './store/guest-database.ts';

/** What this file uses of the worker's global scope; the page's and the worker's type libraries exclude each other. */
type Worker = {
  readonly __WB_MANIFEST: (string | { url: string; revision: string | null })[];
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window' }): Promise<readonly Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'push', listener: (event: Lasting & { readonly data?: { text(): string } }) => void): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: Lasting & { readonly notification: Notification }) => void,
  ): void;
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
};
type Lasting = { waitUntil(done: Promise<unknown>): void };
type Window = { readonly url: string; focus(): Promise<unknown> };
declare let self: Worker & typeof globalThis;

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/guest\//] }));

registerRoute(
  ({ url }) => url.pathname.startsWith('/v1/logos/'),
  ({ request }) => readLogo(request),
);

// One script and one style sheet make the whole page, so a new version may take over at once: the next load is new.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const message = readPush(event.data?.text());
  // First the notification, which the browser asks for, then the news itself: the key changes although no page is open.
  const shown = self.registration.showNotification(message.title, {
    body: message.body,
    lang: message.language,
    dir: message.direction,
    icon: '/guest/icon-192.png',
    ...(message.id === undefined ? {} : { tag: message.id, data: { id: message.id } }),
  });
  event.waitUntil(shown.then(() => note(message.id, 'shown')).then(syncNow));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const data: unknown = event.notification.data;
  const id =
    typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string' ? data.id : undefined;
  event.waitUntil(Promise.all([openApp(), note(id, 'opened').then(syncNow)]));
});

const LOGOS = 'logos';
/** More hotels than a phone meets; the oldest goes first. */
const MOST_LOGOS = 16;

/** A logo's address names its content, so the one kept is never out of date. */
async function readLogo(request: Request): Promise<Response> {
  const logos = await caches.open(LOGOS);
  const kept = await logos.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await logos.put(request, answer.clone());
    const old = (await logos.keys()).slice(0, -MOST_LOGOS);
    await Promise.all(old.map((one) => logos.delete(one)));
  }
  return answer;
}

async function openApp(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' });
  const own = windows.find(({ url }) => new URL(url).pathname.startsWith('/guest/'));
  await (own ? own.focus() : self.clients.openWindow('/guest/'));
}

async function note(id: string | undefined, state: 'shown' | 'opened'): Promise<void> {
  if (id === undefined) return;
  const database = await openGuestDatabase(GUEST_DATABASE);
  await database.addPushed({ id, state });
  database.close();
}

/** What can't be told or read now is told and read when the app is opened. */
const syncNow = (): Promise<void> =>
  syncInBackground({ database: GUEST_DATABASE, channel: GUEST_DATABASE }).catch((error: unknown) =>
    console.warn('push', error),
  );
