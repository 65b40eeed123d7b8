// Who may do what at a location: one table for server and console (docs/domain.md §2).
import type { Role, Scope } from './words.ts';

/** Everything that a person or an API key may be allowed to do. */
export const ACTIONS = [
  'bookings.read',
  'contact_data.read',
  'keys.read',
  'door_log.read',
  'keys.issue',
  'keys.revoke',
  'keys.reissue',
  'keys.change_validity',
  'keys.suspend',
  'guests.enrol_device',
  'devices.report_lost',
  'rooms.share',
  'rooms.override',
  'guests.export',
  'guests.erase',
  'tasks.read',
  'tasks.complete',
  'check_in.approve',
  'id_verification.override',
  'id_documents.review',
  'lock_system.manage',
  'pms.manage',
  'policies.manage',
  'rooms.manage',
  'staff.manage',
  'webhooks.manage',
  'api_keys.manage',
  'audit.read',
  'brand.read',
  'brand.manage',
  'emergency.revoke_all',
  'emergency.rotate_signing_keys',
  'bookings.write',
  'locks.commission',
  'lock_mail.carry',
] as const;
export type Action = (typeof ACTIONS)[number];

interface Rule {
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** The request must carry a reason, which goes into the audit. */
  readonly needsReason?: true;
  /** A second person with the same right must confirm before it takes effect. */
  readonly needsSecondPerson?: true;
}

const EVERYONE: readonly Role[] = ['front_desk', 'location_admin', 'brand_admin', 'viewer'];
const STAFF: readonly Role[] = ['front_desk', 'location_admin', 'brand_admin'];
const ADMINS: readonly Role[] = ['location_admin', 'brand_admin'];

const RULES: Readonly<Record<Action, Rule>> = {
  'bookings.read': { roles: EVERYONE, scopes: ['bookings:read', 'bookings:write'] },
  'contact_data.read': { roles: STAFF, scopes: ['bookings:read', 'bookings:write'] },
  'keys.read': { roles: EVERYONE, scopes: ['keys:read', 'keys:write'] },
  'door_log.read': { roles: EVERYONE, scopes: ['doors:read'] },
  'keys.issue': { roles: STAFF, scopes: ['keys:write'] },
  'keys.revoke': { roles: STAFF, scopes: ['keys:write'], needsReason: true },
  'keys.reissue': { roles: STAFF, scopes: ['keys:write'] },
  'keys.change_validity': { roles: STAFF, scopes: ['keys:write'] },
  'keys.suspend': { roles: STAFF, scopes: ['keys:write'] },
  'guests.enrol_device': { roles: STAFF, scopes: ['keys:write'] },
  'devices.report_lost': { roles: STAFF, scopes: ['keys:write'] },
  'rooms.share': { roles: STAFF, scopes: ['bookings:write'] },
  // Taking a room from a guest is a person's decision: no API key may.
  'rooms.override': { roles: STAFF, scopes: [], needsReason: true },
  'guests.export': { roles: ADMINS, scopes: [] },
  'guests.erase': { roles: ADMINS, scopes: [], needsReason: true },
  'tasks.read': { roles: EVERYONE, scopes: ['keys:read', 'keys:write'] },
  'tasks.complete': { roles: STAFF, scopes: ['keys:write'] },
  'check_in.approve': { roles: STAFF, scopes: ['bookings:write'] },
  'id_verification.override': { roles: STAFF, scopes: ['bookings:write'], needsReason: true },
  'id_documents.review': { roles: STAFF, scopes: [] },
  'lock_system.manage': { roles: ADMINS, scopes: [] },
  'pms.manage': { roles: ADMINS, scopes: [] },
  'policies.manage': { roles: ADMINS, scopes: [] },
  'rooms.manage': { roles: ADMINS, scopes: [] },
  'staff.manage': { roles: ADMINS, scopes: [] },
  'webhooks.manage': { roles: ADMINS, scopes: [] },
  'api_keys.manage': { roles: ADMINS, scopes: [] },
  'audit.read': { roles: STAFF, scopes: [] },
  'brand.manage': { roles: ['brand_admin'], scopes: [] },
  'brand.read': { roles: ['brand_admin'], scopes: [] },
  'emergency.revoke_all': { roles: ADMINS, scopes: [], needsReason: true, needsSecondPerson: true },
  'emergency.rotate_signing_keys': { roles: ADMINS, scopes: [], needsReason: true, needsSecondPerson: true },
  'bookings.write': { roles: [], scopes: ['bookings:write'] },
  'locks.commission': { roles: ADMINS, scopes: ['locks'] },
  'lock_mail.carry': { roles: [], scopes: ['gateway'] },
};

/**
 * Whether someone may do `action` at a location: a person by the role held there (null: none), an API key by its scopes.
 * Invariant 18: no role at the location means no.
 */
export function may(who: Role | readonly Scope[] | null, action: Action): boolean {
  if (who === null) return false;
  const rule = RULES[action];
  return typeof who === 'string' ? rule.roles.includes(who) : rule.scopes.some((scope) => who.includes(scope));
}

/** What an action asks for besides the right: a reason, and a second person's confirmation. */
export function demandsOf(action: Action): { readonly reason: boolean; readonly secondPerson: boolean } {
  const rule = RULES[action];
  return { reason: rule.needsReason ?? false, secondPerson: rule.needsSecondPerson ?? false };
}

/** Every action allowed to a role or a set of scopes, for a console that shows only what can be done. */
export function allowedActions(who: Role | readonly Scope[] | null): Action[] {
  return ACTIONS.filter((action) => may(who, action));
}
