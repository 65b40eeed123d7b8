// Generation rules of a room.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GenerationMemory, judgeGeneration, raiseGenerationFloor } from './generation.ts';

const lockId = new Uint8Array(8);
const guestA = new Uint8Array(16).fill(0xa);
const guestB = new Uint8Array(16).fill(0xb);
const stored: GenerationMemory = { value: 17, occupancyId: guestA };

describe('generation', () => {
  it('H01 H02: a newer override raises, by any jump, and the older is refused 0104', () => {
    const verdict = judgeGeneration(stored, { lockId, generation: 1_000_017, mode: 'override' }, guestB);
    expect(verdict).toEqual({ ok: true, next: { value: 1_000_017, occupancyId: guestB }, raised: true });
    expect(judgeGeneration(stored, { lockId, generation: 16, mode: 'override' }, guestA)).toEqual({
      ok: false,
      reason: '0104',
    });
    expect(judgeGeneration(stored, { lockId, generation: 16, mode: 'join' }, guestA)).toEqual({
      ok: false,
      reason: '0104',
    });
  });

  it('H03: join waits for the override', () => {
    expect(judgeGeneration(stored, { lockId, generation: 18, mode: 'join' }, guestB)).toEqual({
      ok: false,
      reason: '0105',
    });
    expect(
      judgeGeneration({ value: 18, occupancyId: guestB }, { lockId, generation: 18, mode: 'join' }, guestB).ok,
    ).toBe(true);
  });

  it('H04: one generation belongs to one occupancy; a floor raised by mail belongs to the next', () => {
    expect(judgeGeneration(stored, { lockId, generation: 17, mode: 'override' }, guestB)).toEqual({
      ok: false,
      reason: '0104',
    });
    const raised = raiseGenerationFloor(stored, 20);
    expect(judgeGeneration(raised, { lockId, generation: 20, mode: 'join' }, guestB)).toMatchObject({
      ok: true,
      next: { occupancyId: guestB },
    });
    expect(raiseGenerationFloor(stored, 17)).toBe(stored);
  });

  it('invariant 4: whatever is tried, the stored value never falls', () => {
    const attempt = fc.record({
      generation: fc.integer({ min: 0, max: 40 }),
      mode: fc.constantFrom<'override' | 'join'>('override', 'join'),
      b: fc.boolean(),
      mail: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(attempt), (attempts) => {
        let memory: GenerationMemory = { value: 0 };
        for (const { generation, mode, b, mail } of attempts) {
          const before = memory.value;
          if (mail) memory = raiseGenerationFloor(memory, generation);
          else {
            const verdict = judgeGeneration(memory, { lockId, generation, mode }, b ? guestB : guestA);
            if (verdict.ok) {
              expect(generation).toBeGreaterThanOrEqual(before);
              memory = verdict.next;
            }
          }
          expect(memory.value).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });
});
