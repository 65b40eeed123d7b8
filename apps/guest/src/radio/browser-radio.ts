// The radio this browser has: the simulated one where a location of the wallet names it, else none yet.
import type { PhoneStore, Radio } from '@nightlatch/phone';
import { createAbsentRadio, createVirtualRadio } from './virtual-radio.ts';

/** Chosen anew at each use, because a wallet may bring or take a simulated location. */
export function createBrowserRadio(store: PhoneStore): Radio {
  const urls = async (): Promise<string[]> => {
    const locations = await store.all('locations');
    return [...new Set(locations.flatMap((location) => location.virtualRadioUrl ?? []))];
  };
  const virtual = createVirtualRadio({
    urls,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
  });
  const absent = createAbsentRadio();
  return {
    scan: async () => ((await urls()).length > 0 ? virtual : absent).scan(),
    connect: (advert) => (/^wss?:/.test(advert.id) ? virtual : absent).connect(advert),
  };
}
