// Rotation of trust anchors.

import type { AnchorClass } from '@nightlatch/aliro';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANCHOR_CLASSES, type Anchor, changeAnchors, findAnchor, isCompleteAnchorSet } from './anchors.ts';

const key = (cls: AnchorClass, epoch: number): Anchor => ({
  class: cls,
  epoch,
  kid: Uint8Array.of(ANCHOR_CLASSES.indexOf(cls), epoch, 0, 0, 0, 0, 0, 0),
  point: new Uint8Array(65).fill(epoch),
});
const initial = [key('credential', 1), key('mail', 1), key('root', 1), key('seal', 1)];
const after = (anchors: readonly Anchor[], anchor: Anchor, minEpoch: number): readonly Anchor[] => {
  const outcome = changeAnchors(anchors, { anchor, minEpoch });
  return outcome.kind === 'applied' ? outcome.anchors : anchors;
};

describe('anchors', () => {
  it('H22: both keys hold during the overlap; minEpoch ends the old one; lower or equal epochs are ignored', () => {
    const both = after(initial, key('credential', 2), 1);
    expect(findAnchor(both, 'credential', key('credential', 1).kid)).toBeDefined();
    expect(findAnchor(both, 'credential', key('credential', 2).kid)).toBeDefined();
    const ended = after(both, key('credential', 2), 2);
    expect(findAnchor(ended, 'credential', key('credential', 1).kid)).toBeUndefined();
    expect(changeAnchors(ended, { anchor: key('credential', 1), minEpoch: 0 }).kind).toBe('ignored');
    expect(
      changeAnchors(ended, { anchor: { ...key('credential', 2), point: new Uint8Array(65) }, minEpoch: 0 }).kind,
    ).toBe('ignored');
    expect(findAnchor(after(both, key('credential', 3), 1), 'credential', key('credential', 1).kid)).toBeUndefined();
  });

  it('refuses a minEpoch that would empty the class', () => {
    expect(changeAnchors(initial, { anchor: key('mail', 2), minEpoch: 3 }).kind).toBe('invalid');
  });

  it('invariant 6: no sequence empties a class, exceeds its slots or lowers its newest epoch', () => {
    const mail = fc.record({
      cls: fc.constantFrom<AnchorClass>(...ANCHOR_CLASSES),
      epoch: fc.nat(12),
      minEpoch: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(mail), (mails) => {
        let anchors: readonly Anchor[] = initial;
        for (const { cls, epoch, minEpoch } of mails) {
          const newest = (c: AnchorClass): number =>
            Math.max(...anchors.filter((a) => a.class === c).map((a) => a.epoch));
          const before = newest(cls);
          anchors = after(anchors, key(cls, epoch), minEpoch);
          expect(newest(cls)).toBeGreaterThanOrEqual(before);
          expect(isCompleteAnchorSet(anchors)).toBe(true);
        }
      }),
    );
  });
});
