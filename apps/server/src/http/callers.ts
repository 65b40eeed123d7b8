// Who calls an operation: the closed union that authentication yields and handlers see.
import type { Role, Scope } from '@nightlatch/domain';
import type { SignedInStaff } from '../sign-in/staff-sign-in.ts';

export type StaffCaller = { readonly kind: 'staff' } & SignedInStaff;
export type ApiKeyCaller = {
  readonly kind: 'apiKey';
  readonly id: string;
  readonly name: string;
  readonly locationId: string;
  readonly scopes: readonly Scope[];
};
export type DeviceCaller = {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly locationId: string;
  readonly guestId: string;
};
export type NoCaller = { readonly kind: 'none' };

export type Caller = StaffCaller | ApiKeyCaller | DeviceCaller | NoCaller;

/** What a caller holds at the operation's location: a role, an API key's scopes, or nothing (other callers, no location). */
export type Standing = Role | readonly Scope[] | null;

/** The caller in audit entries and idempotency: `staff:<id>`, `api-key:<id>`, `device:<id>`, `nobody`. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return `staff:${caller.staffId}`;
    case 'apiKey':
      return `api-key:${caller.id}`;
    case 'device':
      return `device:${caller.deviceId}`;
    case 'none':
      return 'nobody';
  }
}

/** The caller's name for staff to read. */
export function actorNameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return caller.name;
    case 'apiKey':
      return `${caller.name} (API key)`;
    case 'device':
      return 'Guest App';
    case 'none':
      return 'Nobody';
  }
}
