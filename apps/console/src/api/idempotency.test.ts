// A retry repeats its command; a new decision is a new command (docs/domain.md invariants 13 and 14).
import { ApiProblem, ApiUnreachable, PROBLEMS, type ProblemCode } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { attemptFor, isUnsettled } from './idempotency.ts';

const problem = (code: ProblemCode): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: '', status: PROBLEMS[code].status, code });

const numbered = (): (() => string) => {
  let next = 0;
  return () => `key-${++next}`;
};

describe('Idempotency-Key of a command', () => {
  it('invariant 14: the same input repeats the key, another input gets a new one', () => {
    const random = numbered();
    const first = attemptFor(undefined, { reason: 'other' }, random);
    expect(attemptFor(first, { reason: 'other' }, random)).toBe(first);
    expect(attemptFor(first, { reason: 'lost_phone' }, random).key).not.toBe(first.key);
  });

  it('invariant 13: stays open while nobody knows whether the command was done', () => {
    expect(isUnsettled(new ApiUnreachable('gone'))).toBe(true);
    expect(isUnsettled(new TypeError('answer could not be read'))).toBe(true);
    for (const code of ['internal_error', 'not_ready', 'vendor_unavailable', 'idempotency_in_progress'] as const) {
      expect(isUnsettled(problem(code)), code).toBe(true);
    }
  });

  it('is closed by a definite refusal, so that the next try is judged anew', () => {
    for (const code of ['conditions_unmet', 'validity_not_allowed', 'key_ended', 'forbidden'] as const) {
      expect(isUnsettled(problem(code)), code).toBe(false);
    }
  });
});
