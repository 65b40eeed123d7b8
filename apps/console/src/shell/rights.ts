// What a role may see and do, as far as screens leave out what the server would refuse anyway (docs/domain.md §2).
import type { Location } from '@nightlatch/api';

type Role = Location['role'];

const STAFF: ReadonlySet<Role> = new Set(['front_desk', 'location_admin', 'brand_admin'] as const);
const ADMINISTRATORS: ReadonlySet<Role> = new Set(['location_admin', 'brand_admin'] as const);

/** Issues and revokes keys, makes links, approves check-ins, reads the audit. */
export const mayActAs = (role: Role): boolean => STAFF.has(role);

/** Changes settings, rooms, doors, staff and API keys of a location. */
export const mayAdministerAs = (role: Role): boolean => ADMINISTRATORS.has(role);

/** Sees the brand's locations side by side and makes new ones. */
export const mayLeadBrandAs = (role: Role): boolean => role === 'brand_admin';
