// Generation rules of a room.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GenerationMemory, judgeGeneration, raiseGenerationFloor } from './generation.ts';

const guestA = new Uint8Array(16).fill(0xa);
const guestB = new Uint8Array(16).fill(0xb);
const stored: GenerationMemory = { value: 17, occupancyId: guestA };

describe('generation', () => {
  it('H01 H02: a newer override raises, by any jump, and the older is refused 0104', () => {
    const verdict = judgeGeneration(stored, { generation: 1_000_017, mode: 0 }, guestB);
    expect(verdict).toEqual({ ok: true, next: { value: 1_000_017, occupancyId: guestB }, raised: true });
    expect(judgeGeneration(stored, { generation: 16, mode: 0 }, guestA)).toEqual({ ok: false, reason: 0x0104 });
    expect(judgeGeneration(stored, { generation: 16, mode: 1 }, guestA)).toEqual({ ok: false, reason: 0x0104 });
  });

  it('H03: join waits for the override', () => {
    expect(judgeGeneration(stored, { generation: 18, mode: 1 }, guestB)).toEqual({ ok: false, reason: 0x0105 });
    expect(judgeGeneration({ value: 18, occupancyId: guestB }, { generation: 18, mode: 1 }, guestB).ok).toBe(true);
  });

  it('H04: one generation belongs to one occupancy; a floor raised by mail belongs to the next', () => {
    expect(judgeGeneration(stored, { generation: 17, mode: 0 }, guestB)).toEqual({ ok: false, reason: 0x0104 });
    const raised = raiseGenerationFloor(stored, 20);
    expect(judgeGeneration(raised, { generation: 20, mode: 1 }, guestB)).toMatchObject({
      ok: true,
      next: { occupancyId: guestB },
    });
    expect(raiseGenerationFloor(stored, 17)).toBe(stored);
  });

  it('invariant 4: whatever is tried, the stored value never falls', () => {
    const attempt = fc.record({
      generation: fc.integer({ min: 0, max: 40 }),
      mode: fc.constantFrom<0 | 1>(0, 1),
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
            const verdict = judgeGeneration(memory, { generation, mode }, b ? guestB : guestA);
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
