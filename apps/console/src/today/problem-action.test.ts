// Each problem has its one action, and none that the reader may not do.
import { TODAY_PROBLEM_KINDS, type TodayProblem } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { actionOf } from './problem-action.ts';

const problem = (over: Partial<TodayProblem>): TodayProblem => ({
  id: 'x',
  kind: 'task',
  urgency: 'now',
  codes: [],
  since: '2026-11-28T08:00:00.000Z',
  until: null,
  bookingId: 'b',
  keyId: 'k',
  doorId: 'd',
  subjectId: null,
  guestName: null,
  roomNumber: null,
  doors: [],
  tries: null,
  ...over,
});

describe('the action of a problem', () => {
  it.each(TODAY_PROBLEM_KINDS)('%s has one for who may act', (kind) => {
    expect(actionOf(problem({ kind }), true)).toBeDefined();
  });

  it('lets a viewer look, and no more', () => {
    for (const kind of TODAY_PROBLEM_KINDS) {
      for (const codes of [[], ['guest_app_not_installed'], ['blocked_by_staff'], ['expired'], ['check_out_changed']]) {
        const action = actionOf(problem({ kind, codes }), false);
        expect(['booking', 'door', undefined, 'dialog']).toContain(action?.kind);
        if (action?.kind === 'dialog') expect(action.dialog).toBe('why');
      }
    }
  });

  it('makes the guest link where only the phone is missing, and leads to the booking where more is', () => {
    const waiting = (...codes: string[]) => actionOf(problem({ kind: 'key_waiting', codes }), true);
    expect(waiting('guest_app_not_installed')).toEqual({ kind: 'dialog', dialog: 'link' });
    expect(waiting('blocked_by_staff')).toEqual({ kind: 'dialog', dialog: 'issue' });
    expect(waiting('lock_unhealthy')).toEqual({ kind: 'booking' });
    expect(waiting('guest_app_not_installed', 'room_not_assigned')).toEqual({ kind: 'booking' });
  });

  it('changes the end of a key that lives, and asks why of one that is over', () => {
    expect(actionOf(problem({ kind: 'expires_early' }), true)).toEqual({ kind: 'dialog', dialog: 'validity' });
    expect(actionOf(problem({ kind: 'expires_early', codes: ['expired'] }), true)).toEqual({
      kind: 'dialog',
      dialog: 'why',
    });
  });
});
