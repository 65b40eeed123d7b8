// The order of today's problems: whom it hits first comes first; what is one thing is shown once.
import { describe, expect, it } from 'vitest';
import { type FoundProblem, inOrder, problemOf } from './today-order.ts';

const NOW = Date.UTC(2036, 5, 10, 12);
const made = (over: Partial<FoundProblem> & Pick<FoundProblem, 'id' | 'kind'>): FoundProblem =>
  problemOf({ codes: [], since: '2036-06-10T11:00:00.000Z', guestIsThere: false, ...over });
const order = (...problems: FoundProblem[]): string[] =>
  inOrder(problems, NOW).map((one) => `${one.urgency} ${one.id}`);

describe('the order of today’s problems', () => {
  it('puts the guest before the door first, and a weak battery of an empty room last', () => {
    expect(
      order(
        made({ id: 'battery', kind: 'lock_trouble' }),
        made({ id: 'waits', kind: 'key_waiting', codes: ['not_checked_in'], guestIsThere: true }),
        made({ id: 'old key', kind: 'could_still_open' }),
        made({ id: 'refused', kind: 'refused_at_door', guestIsThere: true }),
      ),
    ).toEqual(['now refused', 'now waits', 'soon old key', 'later battery']);
  });

  it('within a kind puts what lasts longest first', () => {
    expect(
      order(
        made({ id: 'new', kind: 'not_downloaded' }),
        made({ id: 'old', kind: 'not_downloaded', since: '2036-06-10T09:00:00.000Z' }),
      ),
    ).toEqual(['soon old', 'soon new']);
  });

  it('puts a guest who only has no app behind everything that stops somebody', () => {
    const waits = (id: string, ...codes: string[]) => made({ id, kind: 'key_waiting', codes, guestIsThere: true });
    expect(
      order(
        waits('app', 'guest_app_not_installed'),
        waits('both', 'guest_app_not_installed', 'id_not_verified'),
        made({ id: 'old key', kind: 'could_still_open' }),
      ),
    ).toEqual(['now both', 'soon old key', 'later app']);
  });

  it('makes a lock a matter of now only where it is grave and somebody is there', () => {
    const lock = { kind: 'lock_trouble' } as const;
    expect(
      order(
        made({ ...lock, id: 'a', guestIsThere: true, grave: true }),
        made({ ...lock, id: 'b', guestIsThere: true }),
        made({ ...lock, id: 'c', grave: true }),
      ),
    ).toEqual(['now a', 'soon b', 'later c']);
  });

  it('counts the time to a key’s end', () => {
    const until = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();
    expect(
      order(
        made({ id: 'tonight', kind: 'expires_early', until: until(8) }),
        made({ id: 'in an hour', kind: 'expires_early', until: until(1) }),
        made({ id: 'over', kind: 'expires_early' }),
      ),
    ).toEqual(['now in an hour', 'now over', 'soon tonight']);
  });

  it('shows a key that waits only for a decision of the desk as that decision', () => {
    const occupied = made({ id: 'key', kind: 'key_waiting', bookingId: 'b', codes: ['room_occupied'] });
    const task = made({ id: 'task', kind: 'task', bookingId: 'b', codes: ['room_occupied'], guestIsThere: true });
    expect(order(occupied, task)).toEqual(['now task']);
    expect(order(occupied, { ...task, bookingId: 'c' })).toHaveLength(2);
    const both = inOrder([{ ...occupied, codes: ['room_occupied', 'lock_unhealthy'] }, task], NOW);
    expect(both.map((one) => one.codes)).toEqual([['room_occupied'], ['lock_unhealthy']]);
    const id = made({ id: 'key', kind: 'key_waiting', bookingId: 'b', codes: ['id_not_verified'] });
    expect(order(id, made({ id: 'check', kind: 'id_to_review', bookingId: 'b' }))).toEqual(['soon check']);
  });
});
