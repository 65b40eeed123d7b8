// Signing in, and what one may see.
import { Type } from 'typebox';
import * as location from '../location.ts';
import { PageQuery, pageOf } from '../scalars.ts';
import * as staff from '../staff.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const staffOperations = {
  signIn: {
    tag: 'Staff',
    summary: 'Sign in with e-mail and password; sets the session cookie',
    caller: 'none',
    action: null,
    body: staff.SignIn,
    success: [200, staff.Me],
    repeatable: 'opens another session; the older ones stay as they are',
    problems: ['not_signed_in', 'forbidden'],
  },
  signOut: {
    tag: 'Staff',
    summary: 'End the session',
    caller: 'staff',
    action: null,
    problems: ['forbidden'],
    success: [204, null],
    repeatable: 'a session that has ended stays ended',
  },
  getMe: {
    tag: 'Staff',
    summary: 'Who is signed in, with roles',
    caller: 'staff',
    action: null,
    problems: ['forbidden'],
    success: [200, staff.Me],
  },
  listLocations: {
    tag: 'Staff',
    summary: 'Locations where you hold a role, by name',
    caller: 'staff',
    action: null,
    query: Type.Object(PageQuery),
    success: [200, pageOf(location.Location)],
  },
  getLocation: {
    tag: 'Staff',
    summary: 'One location',
    caller: 'staff',
    action: null,
    params: atLocation,
    success: [200, location.Location],
  },
} as const satisfies OperationTable;
