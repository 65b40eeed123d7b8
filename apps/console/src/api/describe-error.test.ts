// Whatever goes wrong, the reader sees a sentence and never a code.
import { ApiProblem, ApiUnreachable, PROBLEMS, ProblemCodes } from '@nightlatch/api';
import { loadConsoleTexts } from '@nightlatch/texts';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

const en = { ...(await loadConsoleTexts('en')), locale: 'en-GB' };
const de = { ...(await loadConsoleTexts('de')), locale: 'de' };

describe('describing an error', () => {
  it.each(ProblemCodes)('%s becomes a sentence without its code', (code) => {
    const { sentence } = describeError(
      new ApiProblem({ type: 'about:blank', title: 'T', status: PROBLEMS[code].status, code }),
      en,
    );
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toContain('_');
  });

  it('shows unmet conditions and marks fields by their name', () => {
    const described = describeError(
      new ApiProblem({
        type: 'about:blank',
        title: 'T',
        status: 422,
        code: 'validity_not_allowed',
        detail: 'The key may end at most 2 hours after check-out.',
        unmet: [{ code: 'not_checked_in', message: 'The guest is not checked in.' }],
        fields: [{ path: '/body/validUntil', message: 'Too late.' }],
      }),
      en,
    );
    expect(described.sentence).toBe('The key may end at most 2 hours after check-out.');
    expect(described.details).toEqual(['Waiting for: check-in']);
    expect(described.fields).toEqual({ validUntil: 'Too late.' });
  });

  it('writes instants on the hotel’s clock', () => {
    const problem = new ApiProblem({
      type: 'about:blank',
      title: 'T',
      status: 422,
      code: 'validity_not_allowed',
      detail: 'The limit is 2026-11-24T14:00:00.000Z.',
    });
    expect(describeError(problem, en, (iso) => `<${Date.parse(iso)}>`).sentence).toBe('The limit is <1795528800000>.');
  });

  it('says why a validity is refused in the reader’s words', () => {
    const problem = new ApiProblem({
      type: 'about:blank',
      title: 'T',
      status: 422,
      code: 'validity_not_allowed',
      detail: 'English.',
      reason: 'end_too_late',
      limit: '2026-11-24T14:00:00.000Z',
    });
    const told = describeError(problem, de, () => '24. Nov., 15:00');
    expect(told.sentence).toBe(de.validityRefused.end_too_late('24. Nov., 15:00'));
    expect(told.details).toEqual([]);
  });

  it('keeps what only the server can tell, below a sentence in the reader’s language', () => {
    const problem = new ApiProblem({ type: 'about:blank', title: 'T', status: 409, code: 'conflict', detail: 'Why.' });
    expect(describeError(problem, en).sentence).toBe('Why.');
    expect(describeError(problem, de)).toMatchObject({ sentence: de.problem.conflict, details: ['Why.'] });
  });

  it('says that the server is out of reach, and does not leak a fault of the page', () => {
    expect(describeError(new ApiUnreachable('x'), en).sentence).toBe(en.unreachable);
    expect(describeError(new TypeError('undefined is not a function'), en).sentence).toBe(en.unexpected);
  });
});
