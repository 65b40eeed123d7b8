// Emergencies by two persons.
import { Type } from 'typebox';
import * as emergency from '../emergency.ts';
import { Id, PageQuery } from '../scalars.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

const atEmergency = Type.Object({ locationId: Id, emergencyId: Id });
const shared = { tag: 'Emergencies', caller: 'staff', action: 'emergency.revoke_all' } as const;

export const emergencyOperations = {
  listEmergencies: {
    ...shared,
    summary: 'Emergency requests, newest first',
    params: atLocation,
    query: Type.Object(PageQuery),
    success: [200, emergency.EmergencyPage],
  },
  requestEmergency: {
    ...shared,
    summary:
      'Ask that all keys of the location be revoked, or its signing keys changed; nothing happens until a second person confirms within 30 minutes',
    params: atLocation,
    body: emergency.RequestEmergency,
    success: [201, emergency.Emergency],
    problems: ['conflict'],
    idempotent: true,
  },
  confirmEmergency: {
    ...shared,
    summary: 'Confirm another administrator’s request: it is carried out at once and can not be undone',
    params: atEmergency,
    success: [202, emergency.Emergency],
    problems: ['conflict'],
    idempotent: true,
  },
  getSigningKeys: {
    ...shared,
    summary: 'Signing keys, how many locks trust each, and changes under way',
    params: atLocation,
    success: [200, emergency.SigningKeys],
  },
  withdrawEmergency: {
    ...shared,
    summary: 'Withdraw a request that waits',
    params: atEmergency,
    success: [200, emergency.Emergency],
    problems: ['conflict'],
    idempotent: true,
  },
} as const satisfies OperationTable;
