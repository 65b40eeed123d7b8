// Push messages on this phone: asked for by the guest, told to every hotel of this browser.

import type { Session } from '../server/session.ts';
import type { PushState } from '../state.ts';

/** What subscribing uses of the browser. */
export interface PushBrowser {
  readonly permission: () => NotificationPermission | undefined;
  readonly ask: () => Promise<NotificationPermission>;
  /** The subscription that there is. */
  readonly current: () => Promise<PushSubscription | null>;
  readonly subscribe: (applicationServerKey: Uint8Array<ArrayBuffer>) => Promise<PushSubscription>;
}

/** Absent where the browser has no push messages, or the page no service worker. */
export function pushBrowserOf(): PushBrowser | undefined {
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis)) return undefined;
  const manager = async (): Promise<PushManager> => (await navigator.serviceWorker.ready).pushManager;
  return {
    permission: () => Notification.permission,
    ask: () => Notification.requestPermission(),
    current: async () => (await manager()).getSubscription(),
    subscribe: async (applicationServerKey) =>
      (await manager()).subscribe({ userVisibleOnly: true, applicationServerKey }),
  };
}

/** How it stands without asking anybody. */
export async function pushStateOf(browser: PushBrowser | undefined): Promise<PushState> {
  if (browser === undefined) return 'unsupported';
  if (browser.permission() === 'denied') return 'denied';
  const subscription = browser.permission() === 'granted' ? await browser.current().catch(() => null) : null;
  return subscription === null ? 'off' : 'on';
}

/** Asks the guest, subscribes, and tells the hotels; with `quiet`, only renews what the guest said yes to already. */
export async function subscribePush(
  browser: PushBrowser | undefined,
  sessions: readonly Session[],
  options: { readonly quiet: boolean },
): Promise<PushState> {
  const [first] = sessions;
  if (browser === undefined) return 'unsupported';
  const permission = options.quiet ? browser.permission() : await browser.ask();
  if (permission === 'denied') return 'denied';
  if (permission !== 'granted' || first === undefined) return 'off';
  try {
    const { publicKey } = await first.call('getPushKey', {});
    const subscription = (await browser.current()) ?? (await browser.subscribe(bytesOf(publicKey)));
    const body = bodyOf(subscription);
    if (body === undefined) return 'failed';
    for (const session of sessions) await session.call('subscribePush', { body });
    return 'on';
  } catch {
    return 'failed'; // no way to the browser's push service, or to the hotel
  }
}

function bodyOf(
  subscription: PushSubscription,
): { endpoint: string; keys: { p256dh: string; auth: string } } | undefined {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint === undefined || p256dh === undefined || auth === undefined
    ? undefined
    : { endpoint, keys: { p256dh, auth } };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
