// Rotation of trust anchors.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Anchor, type AnchorClass, changeAnchors, findAnchor, isCompleteAnchorSet } from './anchors.ts';

const key = (cls: AnchorClass, epoch: number): Anchor => ({
  class: cls,
  epoch,
  kid: Uint8Array.of(cls, epoch, 0, 0, 0, 0, 0, 0),
  point: new Uint8Array(65).fill(epoch),
});
const initial = [key(1, 1), key(2, 1), key(3, 1), key(4, 1)];
const after = (anchors: readonly Anchor[], anchor: Anchor, minEpoch: number): readonly Anchor[] => {
  const outcome = changeAnchors(anchors, { anchor, minEpoch });
  return outcome.kind === 'applied' ? outcome.anchors : anchors;
};

describe('anchors', () => {
  it('H22: both keys hold during the overlap; minEpoch ends the old one; lower or equal epochs are ignored', () => {
    const both = after(initial, key(1, 2), 1);
    expect(findAnchor(both, 1, key(1, 1).kid)).toBeDefined();
    expect(findAnchor(both, 1, key(1, 2).kid)).toBeDefined();
    const ended = after(both, key(1, 2), 2);
    expect(findAnchor(ended, 1, key(1, 1).kid)).toBeUndefined();
    expect(changeAnchors(ended, { anchor: key(1, 1), minEpoch: 0 }).kind).toBe('ignored');
    expect(changeAnchors(ended, { anchor: { ...key(1, 2), point: new Uint8Array(65) }, minEpoch: 0 }).kind).toBe(
      'ignored',
    );
    expect(findAnchor(after(both, key(1, 3), 1), 1, key(1, 1).kid)).toBeUndefined();
  });

  it('refuses a minEpoch that would empty the class', () => {
    expect(changeAnchors(initial, { anchor: key(2, 2), minEpoch: 3 }).kind).toBe('invalid');
  });

  it('invariant 6: no sequence empties a class, exceeds its slots or lowers its newest epoch', () => {
    const mail = fc.record({ cls: fc.constantFrom<AnchorClass>(1, 2, 3, 4), epoch: fc.nat(12), minEpoch: fc.nat(12) });
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
