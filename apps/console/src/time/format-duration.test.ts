// Durations in words.
import { describe, expect, it } from 'vitest';
import { formatDuration, roughDuration } from './format-duration.ts';

describe('a duration', () => {
  it.each([
    [900, '15 minutes'],
    [3600, '1 hour'],
    [5400, '90 minutes'],
    [172_800, '48 hours'],
    [604_800, '7 days'],
    [0, '0 seconds'],
  ])('%i s is %s', (seconds, words) => expect(formatDuration('en-GB', seconds)).toBe(words));

  it.each([
    [42, '42 sec'],
    [420, '7 min'],
    [10_800, '3 hr'],
    [259_200, '3 days'],
  ])('measured %i s is about %s', (seconds, words) =>
    expect(
      roughDuration('en-GB', seconds)
        .replace(/\bhrs\b/, 'hr')
        .replace(/\bsecs\b/, 'sec')
        .replace(/\bmins\b/, 'min'),
    ).toBe(words),
  );
});
