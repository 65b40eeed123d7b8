// Digital keys: issue, revoke, reissue.
import { Type } from 'typebox';
import * as key from '../key.ts';
import { atBooking, atKey, type OperationTable } from './operation-schema.ts';

export const keyOperations = {
  listKeys: {
    tag: 'Digital keys',
    summary: 'Digital keys of a booking',
    caller: 'staff',
    params: atBooking,
    success: [200, Type.Object({ items: Type.Array(key.DigitalKey) })],
  },
  issueKey: {
    tag: 'Digital keys',
    summary: 'Issue Digital Key',
    caller: 'staff',
    params: atBooking,
    body: key.IssueKey,
    success: [201, key.DigitalKey],
    idempotent: true,
  },
  getKey: {
    tag: 'Digital keys',
    summary: 'One digital key',
    caller: 'staff',
    params: atKey,
    success: [200, key.DigitalKey],
  },
  revokeKey: {
    tag: 'Digital keys',
    summary: 'Revoke Key, with the reason',
    caller: 'staff',
    params: atKey,
    body: key.RevokeKey,
    success: [200, key.DigitalKey],
    idempotent: true,
  },
  reissueKey: {
    tag: 'Digital keys',
    summary: 'Replace a key by a new one',
    caller: 'staff',
    params: atKey,
    success: [201, key.DigitalKey],
    idempotent: true,
  },
} as const satisfies OperationTable;
