// The thumb-turn inside the room: who may still come in while it is on (docs/protocol §7.5).
import type { Staff } from '@nightlatch/aliro';

/** Who asks: somebody at a common door, a guest of this room, or staff by a zone. */
export type PrivacyRole =
  | { readonly kind: 'common' }
  | { readonly kind: 'guest'; readonly newerGeneration: boolean }
  | { readonly kind: 'staff'; readonly staff: Staff };

/** True when privacy does not stand in the way. `privacyMode` 1 lets the current occupancy in, never a newer one. */
export function passesPrivacy(privacyOn: boolean, privacyMode: 0 | 1, who: PrivacyRole): boolean {
  if (!privacyOn || who.kind === 'common') return true;
  if (who.kind === 'staff') return who.staff.class === 'emergency' || who.staff.mayPassPrivacy;
  return !who.newerGeneration && privacyMode === 1;
}
