// The radio of this phone: the simulated one for hotels whose doors are simulated, its Bluetooth for all others.
import { type PhoneStore, type Radio, RadioError } from '@nightlatch/phone';
import type { RadioSupport } from '../state.ts';
import { createVirtualRadio } from './virtual-radio.ts';
import { bluetoothOf } from './web-bluetooth.ts';

export interface BrowserRadioParts {
  readonly store: PhoneStore;
  /** The radio for real doors: the browser's Bluetooth, or the phone's own in the native shell. */
  readonly real: Radio;
}

/** Told early: a guest must not find out at the door. */
export function radioSupportOf(navigator: {
  readonly userAgent: string;
  readonly maxTouchPoints?: number;
}): RadioSupport {
  if (bluetoothOf(navigator)) return 'bluetooth';
  const { userAgent, maxTouchPoints = 0 } = navigator;
  if (/android/i.test(userAgent)) return 'none_android';
  // An iPad calls itself a Mac, but no Mac can be touched.
  return /iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && maxTouchPoints > 1)
    ? 'none_iphone'
    : 'none';
}

/** Chosen anew at each use, by the hotels whose doors are looked for. */
export function createBrowserRadio(parts: BrowserRadioParts): Radio {
  const simulated = async (): Promise<{ readonly id: string; readonly url: string }[]> => {
    const locations = await parts.store.all('locations');
    return locations.flatMap(({ id, virtualRadioUrl }) => (virtualRadioUrl ? [{ id, url: virtualRadioUrl }] : []));
  };
  const virtual = createVirtualRadio({
    urls: async () => [...new Set((await simulated()).map(({ url }) => url))],
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
  });
  const { real } = parts;
  return {
    async scan(wish) {
      const heard = await virtual.scan();
      if (wish === undefined) return heard;
      const ids = new Set((await simulated()).map(({ id }) => id));
      const allSimulated = wish.locationIds.every((id) => ids.has(id));
      return allSimulated ? heard : [...heard, ...(await real.scan(wish))];
    },
    connect: (advert) => (/^wss?:/.test(advert.id) ? virtual : real).connect(advert),
  };
}

/** No radio at all: every use says so. */
export function createAbsentRadio(): Radio {
  const refuse = (): never => {
    throw new RadioError('unsupported_phone', 'this browser has no radio that the app can use');
  };
  return { scan: async () => refuse(), connect: async () => refuse() };
}
