// Whom the lock trusts: slots per class, rotation by epoch, never empty, never back (docs/protocol §7.10).
import { type AnchorClass, equalBytes } from '@nightlatch/aliro';

/** One trusted public key. `kid` is 8 bytes, `point` 65. */
export interface Anchor {
  readonly class: AnchorClass;
  readonly epoch: number;
  readonly kid: Uint8Array;
  readonly point: Uint8Array;
}

const SLOTS: Readonly<Record<AnchorClass, number>> = { credential: 2, mail: 2, root: 1, seal: 1 };

/** All classes, in their order on the wire. */
export const ANCHOR_CLASSES: readonly AnchorClass[] = ['credential', 'mail', 'root', 'seal'];

/** A verified mail type 4. */
export interface AnchorChange {
  readonly anchor: Anchor;
  readonly minEpoch: number;
}

/** The new set and who left it, or why nothing changed. */
export type AnchorOutcome =
  | { readonly kind: 'applied'; readonly anchors: readonly Anchor[]; readonly removed: readonly Anchor[] }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'invalid' };

/**
 * Adds a newer key and erases slots below `minEpoch`. An epoch that is not newer is ignored, with one exception: the very
 * newest key again (same epoch, same point) may raise `minEpoch`, which is how a normal change ends without another key.
 * `minEpoch` above the new epoch would empty the class: invalid.
 */
export function changeAnchors(anchors: readonly Anchor[], change: AnchorChange): AnchorOutcome {
  const { anchor, minEpoch } = change;
  if (minEpoch > anchor.epoch) return { kind: 'invalid' };
  const inClass = anchors.filter((slot) => slot.class === anchor.class).sort((a, b) => b.epoch - a.epoch);
  const newest = inClass[0];
  const again = newest !== undefined && newest.epoch === anchor.epoch && equalBytes(newest.point, anchor.point);
  if (newest && newest.epoch >= anchor.epoch && !again) return { kind: 'ignored' };
  const candidates = again ? inClass : [anchor, ...inClass];
  const kept = candidates.filter((slot) => slot.epoch >= minEpoch).slice(0, SLOTS[anchor.class]);
  const removed = inClass.filter((slot) => !kept.includes(slot));
  if (again && removed.length === 0) return { kind: 'ignored' };
  return { kind: 'applied', anchors: [...anchors.filter((slot) => slot.class !== anchor.class), ...kept], removed };
}

/** True when every class has a key and none more than its slots: what commissioning must bring. */
export function isCompleteAnchorSet(anchors: readonly Anchor[]): boolean {
  return ANCHOR_CLASSES.every((cls) => {
    const epochs = anchors.filter((slot) => slot.class === cls).map((slot) => slot.epoch);
    return epochs.length >= 1 && epochs.length <= SLOTS[cls] && new Set(epochs).size === epochs.length;
  });
}

/** The anchor of a class with exactly this kid. */
export function findAnchor(anchors: readonly Anchor[], cls: AnchorClass, kid: Uint8Array): Anchor | undefined {
  return anchors.find((slot) => slot.class === cls && equalBytes(slot.kid, kid));
}
