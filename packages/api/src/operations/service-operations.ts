// Health, the demo, audit and live views.
import { Type } from 'typebox';
import * as booking from '../booking.ts';
import * as location from '../location.ts';
import { Id, PageQuery, TimeRange, UUID } from '../scalars.ts';
import * as staff from '../staff.ts';
import { Today } from '../today.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

const auditFilters = {
  bookingId: Type.Optional(Id),
  actorId: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'As an entry’s actorId' })),
  action: Type.Optional(
    Type.String({
      pattern: '^[a-z_]{1,40}(\\.[a-z_]{1,40})?$',
      description: 'An action such as key.revoked, or the first part for all of them: key',
    }),
  ),
  subject: Type.Optional(
    Type.String({ pattern: `^[a-z_]{1,40}:${UUID}$`, description: 'As an entry’s subject, such as door:<id>' }),
  ),
  ...TimeRange,
};

export const serviceOperations = {
  getHealth: {
    tag: 'Operations',
    summary: 'Ready to serve',
    caller: 'none',
    action: null,
    success: [200, Type.Object({ status: Type.Literal('ok'), version: Type.String() })],
  },
  getDemo: {
    tag: 'Operations',
    summary: 'What the demo hotel offers; 404 outside a demo',
    caller: 'none',
    action: null,
    success: [200, staff.Demo],
    problems: ['not_found'],
  },
  getLocationStatus: {
    tag: 'Operations',
    summary: 'The location at a glance: revocations not yet enforced, keys not downloaded, locks and PMS out of touch',
    caller: 'staff',
    action: 'door_log.read',
    params: atLocation,
    success: [200, location.LocationStatus],
  },
  getToday: {
    tag: 'Operations',
    summary: 'Today at the desk: arrivals, in house, departures, and every problem, what hits a guest first at the top',
    caller: 'staff',
    action: 'bookings.read',
    params: atLocation,
    success: [200, Today],
  },
  listAuditEntries: {
    tag: 'Operations',
    summary: 'Audit entries, newest first',
    caller: 'staff',
    action: 'audit.read',
    params: atLocation,
    query: Type.Object({
      ...PageQuery,
      ...auditFilters,
    }),
    success: [200, booking.AuditPage],
  },
  exportAuditEntries: {
    tag: 'Operations',
    summary: 'The same as CSV, every row',
    caller: 'staff',
    action: 'audit.read',
    params: atLocation,
    query: Type.Object(auditFilters),
    success: [200, null],
    gives: ['text/csv'],
  },
  streamLocation: {
    tag: 'Operations',
    summary: 'Live changes of a location (server-sent events)',
    caller: 'staff',
    action: 'bookings.read',
    params: atLocation,
    success: [200, null],
    stream: true,
  },
} as const satisfies OperationTable;
