// A door as a Bluetooth peripheral: the real lock brain behind its own GATT adapter (packages/lock), the stand-in's air around it.
import { acceptGattLink, type GattLink, type Lock } from '@nightlatch/lock';
import type { GattCentral, GattSession, Peripheral } from './bluez-stand-in.fixture.ts';

/** The door's GATT profile (docs/protocol §6.4), written down once more: the app's own table is under test. */
const PROFILE = {
  service: 'a09d937a-6336-4c93-9088-9c7155c91724',
  info: 'b95817aa-467b-4bd3-a632-f4b3a1c8825a',
  state: '7ccdf466-e3d3-40bc-a7f0-d3eb236d0d2b',
  toLock: 'e03127c6-59b4-47d7-809a-b13e87039d61',
  fromLock: '6f8ea45d-d898-455f-bab0-2a9cd1206d2f',
};
/** docs/protocol §6.4: the lock may disconnect this long after END. */
const AFTER_END_MS = 300;

/** What happens on the air of one door; tests set it. */
export interface DoorAir {
  /** Cuts the link in the middle of the nth message from either side (1 = Initiate); undefined: never. */
  cutAtMessage: number | undefined;
  /** How many links the cut befalls. */
  cutLinks: number;
  /** The cut comes before the write at hand is answered: Chromium's Bluetooth on BlueZ breaks down of it (decision 90). */
  abrupt: boolean;
  /** Messages of the link at hand, both directions. */
  messages: number;
  /** Nothing reaches the phone any more: the door has gone silent. */
  silent: boolean;
}

export interface DoorPeripheral extends Peripheral {
  readonly air: DoorAir;
}

/** `chunkBytes` is ATT_MTU − 3. */
export function createDoorPeripheral(options: {
  readonly address: string;
  readonly name: string;
  readonly lock: () => Lock | undefined;
  readonly chunkBytes: number;
}): DoorPeripheral {
  const { chunkBytes } = options;
  const air: DoorAir = { cutAtMessage: undefined, cutLinks: 0, abrupt: false, messages: 0, silent: false };
  return {
    air,
    address: options.address,
    name: options.name,
    service: PROFILE.service,
    attMtu: chunkBytes + 3,
    characteristics: new Map([
      [PROFILE.info, ['read']],
      [PROFILE.state, ['write-without-response', 'notify']],
      [PROFILE.toLock, ['write', 'write-without-response']],
      [PROFILE.fromLock, ['notify']],
    ]),
    accept: (central) => acceptCentral(options.lock(), central, chunkBytes, air),
  };
}

function acceptCentral(lock: Lock | undefined, central: GattCentral, chunkBytes: number, air: DoorAir): GattSession {
  if (!lock) throw new Error('the door has no power');
  air.messages = 0;
  let cut = false;
  /** True when the chunk is the one at which the link breaks. */
  const breaksAt = (chunk: Uint8Array, fresh: { first: boolean }): boolean => {
    if (fresh.first) air.messages += 1;
    const last = ((chunk[0] ?? 0) & 1) === 0;
    const middle = last || !fresh.first;
    fresh.first = last;
    if (cut) return true;
    if (air.messages !== air.cutAtMessage || air.cutLinks === 0 || !middle) return false;
    air.cutLinks -= 1;
    cut = true;
    if (air.abrupt) central.disconnect();
    else setTimeout(() => central.disconnect(), 0);
    return true;
  };
  const toPhone = { first: true };
  const toLock = { first: true };
  const link: GattLink = acceptGattLink({
    lock,
    chunkBytes,
    timers: {
      after: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
    },
    notifyChunk: (chunk) => {
      if (!breaksAt(chunk, toPhone) && !air.silent) central.notify(PROFILE.fromLock, chunk);
    },
    notifyState: (bytes) => {
      if (cut) return;
      if (!air.silent) central.notify(PROFILE.state, bytes);
      setTimeout(() => central.disconnect(), AFTER_END_MS);
    },
  });
  return {
    read: () => lock.info(chunkBytes),
    write: (uuid, bytes) => {
      if (uuid === PROFILE.state) link.receiveState(bytes);
      else if (!breaksAt(bytes, toLock)) link.receiveChunk(bytes);
    },
    lost: () => link.lost(),
  };
}
