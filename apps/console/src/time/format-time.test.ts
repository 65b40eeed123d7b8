// Dates and times appear in the hotel's zone, which is named when the reader's differs.
import { describe, expect, it } from 'vitest';
import { nightsBetween, timeFormat } from './format-time.ts';

const now = (): number => Date.parse('2026-11-24T09:00:00Z');
const time = timeFormat({ locale: 'en-GB', timeZone: 'Europe/Zurich', viewerZone: 'Asia/Tokyo', now });

describe('time as the hotel shows it', () => {
  it('uses the hotel’s zone, not the reader’s', () => {
    expect(time.instant('2026-11-25T10:00:00.000Z')).toBe('Wed 25 Nov, 11:00');
    expect(time.clock('2026-11-24T23:30:07.000Z')).toBe('00:30:07');
  });

  it('leaves the day out when it is the hotel’s today', () => {
    expect(time.short('2026-11-23T23:30:00.000Z')).toBe('00:30');
    expect(time.short('2026-11-24T23:30:00.000Z')).toContain('25 Nov');
  });

  it('adds the year when it is another one', () => {
    expect(time.instant('2027-01-02T10:00:00.000Z')).toContain('2027');
  });

  it('names the zone only to a reader whose clock shows another time', () => {
    expect(time.foreignZone).toBe('Zurich, GMT+1');
    const near = timeFormat({ locale: 'en-GB', timeZone: 'Europe/Zurich', viewerZone: 'Europe/Paris', now });
    expect(near.foreignZone).toBeUndefined();
  });

  it('never moves a calendar date by a zone', () => {
    const far = timeFormat({ locale: 'en-GB', timeZone: 'Pacific/Kiritimati', viewerZone: 'UTC', now });
    expect(far.date('2026-11-24')).toBe('Tue 24 Nov');
    expect(far.range('2026-11-24', '2026-11-27')).toBe('24 Nov – 27 Nov');
  });

  it('counts nights over a change of the clock', () => {
    expect(nightsBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});
