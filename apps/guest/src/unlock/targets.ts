// Which doors the guest can try with a key, and what the try is asked of the phone's brain.
import type { KeyView, UnlockOptions } from '@nightlatch/phone';

/** What the guest stands in front of. `advert`: some other door that the simulated radio hears. */
export type UnlockTarget =
  | { readonly kind: 'door'; readonly doorId: string; readonly name: string }
  | { readonly kind: 'advert'; readonly advertId: string; readonly name: string }
  | { readonly kind: 'nearest' };

/** The key's doors, room doors first, then by name. */
export function targetsOf(key: KeyView): UnlockTarget[] {
  const rank = (kind: string): number => (kind === 'room' ? 0 : kind === 'connecting' ? 1 : 2);
  return [...key.doors]
    .sort((a, b) => rank(a.kind) - rank(b.kind) || a.name.localeCompare(b.name, undefined, { numeric: true }))
    .map((door) => ({ kind: 'door', doorId: door.doorId, name: door.name }));
}

/** Same door to try? */
export function sameTarget(a: UnlockTarget, b: UnlockTarget): boolean {
  if (a.kind === 'door') return b.kind === 'door' && a.doorId === b.doorId;
  if (a.kind === 'advert') return b.kind === 'advert' && a.advertId === b.advertId;
  return b.kind === 'nearest';
}

/** The phone's options for a target; a foreign door is tried without naming a key, so that the answer is the door's or the phone's own. */
export function unlockOptionsOf(keyId: string, target: UnlockTarget): UnlockOptions {
  if (target.kind === 'door') return { keyId, doorId: target.doorId };
  if (target.kind === 'advert') return { advertId: target.advertId };
  return { keyId };
}
