// Who may do what (docs/domain.md §2). Invariant 18: no role, no right.
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, allowedActions, demandsOf, may } from './roles.ts';
import { ROLES, SCOPES } from './words.ts';

/** The table of docs/domain.md §2, row by row: front desk, location administrator, brand administrator, viewer. */
const TABLE: [Action[], [boolean, boolean, boolean, boolean]][] = [
  [
    ['bookings.read', 'keys.read', 'door_log.read'],
    [true, true, true, true],
  ],
  [['contact_data.read'], [true, true, true, false]],
  [
    ['keys.issue', 'keys.revoke', 'keys.reissue', 'keys.change_validity', 'keys.suspend'],
    [true, true, true, false],
  ],
  [
    ['check_in.approve', 'id_verification.override', 'guests.enrol_device'],
    [true, true, true, false],
  ],
  [
    ['lock_system.manage', 'pms.manage', 'policies.manage', 'rooms.manage', 'staff.manage', 'webhooks.manage'],
    [false, true, true, false],
  ],
  [
    ['emergency.revoke_all', 'emergency.rotate_signing_keys'],
    [false, true, true, false],
  ],
  [
    ['brand.read', 'brand.manage'],
    [false, false, true, false],
  ],
];

describe('may', () => {
  it('is the table', () => {
    for (const [actions, row] of TABLE) {
      for (const action of actions) {
        const roles = ['front_desk', 'location_admin', 'brand_admin', 'viewer'] as const;
        expect([action, roles.map((role) => may(role, action))]).toEqual([action, row]);
      }
    }
  });

  it('invariant 18: nobody without a role or scope may do anything', () => {
    expect(allowedActions(null)).toEqual([]);
    expect(allowedActions([])).toEqual([]);
  });

  it('API keys act by scope only, and no scope reaches administration', () => {
    expect(may(['keys:read'], 'keys.read')).toBe(true);
    expect(may(['keys:read'], 'keys.issue')).toBe(false);
    expect(may(['bookings:read', 'keys:write'], 'keys.issue')).toBe(true);
    expect(may(['gateway'], 'lock_mail.carry')).toBe(true);
    const all = allowedActions(SCOPES);
    expect(all.filter((action) => /manage|emergency|audit|brand/.test(action))).toEqual([]);
  });

  it('emergencies need a second person; revoking and overriding need a reason', () => {
    const twoPeople = ACTIONS.filter((action) => demandsOf(action).secondPerson);
    expect(twoPeople).toEqual(['emergency.revoke_all', 'emergency.rotate_signing_keys']);
    for (const action of ['keys.revoke', 'id_verification.override', ...twoPeople] as const) {
      expect(demandsOf(action).reason).toBe(true);
    }
  });

  it('every action is open to someone', () => {
    for (const action of ACTIONS) expect(ROLES.some((role) => may(role, action)) || may(SCOPES, action)).toBe(true);
  });
});
