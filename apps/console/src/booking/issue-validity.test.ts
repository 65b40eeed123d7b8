// What staff type as a validity is sent as instants of the hotel's clock, or refused beside its field.
import { describe, expect, it } from 'vitest';
import { proposedFields, readValidity } from './issue-validity.ts';

const timeZone = 'Europe/Zurich';
const now = Date.parse('2026-11-24T09:00:00Z');
const proposed = proposedFields(
  { validFrom: '2026-11-24T09:00:00.000Z', validUntil: '2026-11-26T10:00:00.000Z' },
  timeZone,
);
const read = (change: Partial<typeof proposed>) =>
  readValidity({ fields: { ...proposed, ...change }, proposed, timeZone, now });

describe('validity of an issue', () => {
  it('shows the proposal on the hotel’s clock', () => {
    expect(proposed).toEqual({ from: '2026-11-24T10:00', until: '2026-11-26T11:00' });
  });

  it('sends nothing that was not changed', () => {
    expect(read({})).toEqual({ ok: true, body: {} });
  });

  it('sends a later start and another end', () => {
    expect(read({ from: '2026-11-24T15:00', until: '2026-11-25T08:00' })).toEqual({
      ok: true,
      body: { validFrom: '2026-11-24T14:00:00.000Z', validUntil: '2026-11-25T07:00:00.000Z' },
    });
  });

  it('takes a start that is over as "at once": a key can not start in the past', () => {
    expect(read({ from: '2026-11-24T08:00' })).toEqual({ ok: true, body: {} });
  });

  it.each([
    [{ from: '' }, 'validFrom', 'startMissing'],
    [{ until: '' }, 'validUntil', 'endMissing'],
    [{ until: '2026-11-24T09:59' }, 'validUntil', 'endPast'],
    [{ from: '2026-11-26T11:00' }, 'validUntil', 'endBeforeStart'],
  ])('refuses %o', (change, field, fault) => {
    expect(read(change)).toEqual({ ok: false, field, fault });
  });
});
