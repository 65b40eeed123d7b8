// What can be looked at on this very phone before anybody stands at a door: browser, Bluetooth, network, storage, notifications.
import type { BluetoothState } from '../../state.ts';

export type PhoneKind = 'android' | 'iphone' | 'computer';
export type CheckId = 'browser' | 'bluetooth' | 'permission' | 'network' | 'storage' | 'notifications';
/** `later`: nothing is wrong, it can't be known before the first use. */
export type CheckState = 'good' | 'bad' | 'later';

export interface PhoneCheck {
  readonly id: CheckId;
  readonly state: CheckState;
}

/** What the checks read of the browser. */
export interface CheckedPhone {
  readonly bluetooth: () => Promise<BluetoothState>;
  readonly online: boolean;
  readonly persisted: () => Promise<boolean | undefined>;
  readonly notifications: NotificationPermission | undefined;
  /** The native shell: no browser, nothing that cleans up, no push messages. */
  readonly shell: boolean;
}

/** Simulated doors need no Bluetooth, so it is not asked about. */
export async function checkPhone(phone: CheckedPhone, simulated: boolean): Promise<PhoneCheck[]> {
  const bluetooth = simulated ? 'on' : await phone.bluetooth();
  const persisted = await phone.persisted().catch(() => undefined);
  const radio: PhoneCheck[] = [
    ...(phone.shell ? [] : [{ id: 'browser', state: bluetooth === 'unsupported' ? 'bad' : 'good' } as const]),
    ...(bluetooth === 'unsupported'
      ? []
      : [
          { id: 'bluetooth', state: bluetooth === 'off' ? 'bad' : bluetooth === 'unknown' ? 'later' : 'good' } as const,
          {
            id: 'permission',
            state: bluetooth === 'not_allowed' ? 'bad' : bluetooth === 'on' ? 'good' : 'later',
          } as const,
        ]),
  ];
  return [
    ...(simulated ? [] : radio),
    { id: 'network', state: phone.online ? 'good' : 'bad' },
    ...(phone.shell ? [] : ofBrowser(phone, persisted)),
  ];
}

function ofBrowser(phone: CheckedPhone, persisted: boolean | undefined): PhoneCheck[] {
  return [
    { id: 'storage', state: persisted === true ? 'good' : 'later' },
    {
      id: 'notifications',
      state: phone.notifications === 'granted' ? 'good' : phone.notifications === 'denied' ? 'bad' : 'later',
    },
  ];
}

/** On which kind of phone the pictures are. */
export function phoneKindOf(navigator: { readonly userAgent: string; readonly maxTouchPoints?: number }): PhoneKind {
  const { userAgent, maxTouchPoints = 0 } = navigator;
  if (/android/i.test(userAgent)) return 'android';
  if (/iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && maxTouchPoints > 1)) return 'iphone';
  return 'computer';
}
