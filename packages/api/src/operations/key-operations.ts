// Digital keys: issue, revoke, reissue.
import { Type } from 'typebox';
import * as key from '../key.ts';
import { atBooking, atKey, type OperationTable } from './operation-schema.ts';

export const keyOperations = {
  listKeys: {
    tag: 'Digital keys',
    summary: 'Digital keys of a booking',
    caller: 'staff',
    action: 'keys.read',
    params: atBooking,
    success: [200, Type.Object({ items: Type.Array(key.DigitalKey) })],
  },
  issueKey: {
    tag: 'Digital keys',
    summary: 'Issue Digital Key',
    caller: 'staff',
    action: 'keys.issue',
    params: atBooking,
    body: key.IssueKey,
    success: [201, key.DigitalKey],
    problems: ['conditions_unmet', 'already_issued', 'validity_not_allowed'],
    idempotent: true,
  },
  getKey: {
    tag: 'Digital keys',
    summary: 'One digital key',
    caller: 'staff',
    action: 'keys.read',
    params: atKey,
    success: [200, key.DigitalKey],
  },
  revokeKey: {
    tag: 'Digital keys',
    summary: 'Revoke Key, with the reason',
    caller: 'staff',
    action: 'keys.revoke',
    params: atKey,
    body: key.RevokeKey,
    success: [200, key.DigitalKey],
    problems: ['key_ended'],
    idempotent: true,
  },
  reissueKey: {
    tag: 'Digital keys',
    summary: 'Replace a key by a new one',
    caller: 'staff',
    action: 'keys.reissue',
    params: atKey,
    success: [201, key.DigitalKey],
    problems: ['key_ended', 'conditions_unmet', 'validity_not_allowed'],
    idempotent: true,
  },
} as const satisfies OperationTable;
