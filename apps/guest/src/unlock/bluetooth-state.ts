// What the browser tells of Bluetooth before any door is tried.
import type { BluetoothLike } from '../radio/web-bluetooth.ts';
import type { BluetoothState } from '../state.ts';

/** `refused`: the last try was not allowed to use it, which a browser does not tell beforehand. */
export async function bluetoothState(bluetooth: BluetoothLike | undefined, refused: boolean): Promise<BluetoothState> {
  if (bluetooth === undefined) return 'unsupported';
  if (bluetooth.getAvailability === undefined) return refused ? 'not_allowed' : 'unknown';
  const available = await bluetooth.getAvailability().catch(() => undefined);
  if (available === false) return 'off';
  if (refused) return 'not_allowed';
  return available === undefined ? 'unknown' : 'on';
}
