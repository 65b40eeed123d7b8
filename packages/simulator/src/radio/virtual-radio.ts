// A phone's radio in the same process as the locks: a list of doors in range, links in memory or through GATT chunks.
import { hex } from '@nightlatch/aliro';
import type { Lock } from '@nightlatch/lock';
import { type Advert, type Radio, RadioError } from '@nightlatch/phone';
import type { SetTimer } from './air.ts';
import { openGattLink } from './gatt-link.ts';
import type { Interference } from './interference.ts';
import { openMemoryLink } from './memory-link.ts';

/** A door that this radio can hear. */
export interface DoorInRange {
  readonly id: string;
  readonly name: string;
  readonly lock: Lock;
  /** dBm. */
  readonly rssi?: number;
}

/** What a virtual radio is made of. */
export interface VirtualRadioOptions {
  readonly doors: () => readonly DoorInRange[];
  /** `memory`: whole frames. A number: GATT with that chunk size. */
  readonly carrier: 'memory' | number;
  readonly setTimer: SetTimer;
  /** Called for every new link; its result lives as long as the link. */
  readonly interference?: () => Interference;
  readonly onFrame?: (from: 'phone' | 'lock', frame: Uint8Array) => void;
  /** False: adverts carry no `info`, as over Bluetooth before connecting. Default true. */
  readonly infoInAdverts?: boolean;
}

/** Makes a virtual radio. It is simulated: no distance, no interference but what is asked for. */
export function createVirtualRadio(options: VirtualRadioOptions): Radio {
  return {
    scan: async () => options.doors().map((door) => advertOf(door, options.infoInAdverts ?? true)),
    connect: async (advert) => {
      const door = options.doors().find((one) => one.id === advert.id);
      if (!door) throw new RadioError('too_far', 'The door is out of range.');
      const shared = {
        lock: door.lock,
        setTimer: options.setTimer,
        ...(options.interference && { interference: options.interference() }),
        ...(options.onFrame && { onFrame: options.onFrame }),
      };
      if (options.carrier === 'memory') return openMemoryLink(shared);
      return openGattLink({ ...shared, chunkSize: options.carrier });
    },
  };
}

function advertOf(door: DoorInRange, withInfo: boolean): Advert {
  return {
    id: door.id,
    name: door.name,
    ...(withInfo && { info: door.lock.info(512) }),
    ...(door.rssi !== undefined && { rssi: door.rssi }),
  };
}

/** Lower-case hex of a lock's id, or undefined before commissioning. */
export function lockIdHex(lock: Lock): string | undefined {
  const { lockId } = lock.status();
  return lockId && hex(lockId);
}
