// Gateways: lock mail out, journals in.
import * as gateway from '../gateway.ts';
import * as guest from '../guest.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const gatewayOperations = {
  listLockMail: {
    tag: 'Gateways',
    summary: 'Signed mail waiting for the locks of a location',
    caller: 'apiKey',
    action: 'lock_mail.carry',
    params: atLocation,
    success: [200, gateway.LockMailList],
  },
  streamLockMail: {
    tag: 'Gateways',
    summary: 'Lock mail (server-sent events): first all that waits, then what is new, once',
    caller: 'apiKey',
    action: 'lock_mail.carry',
    params: atLocation,
    success: [200, null],
    stream: true,
  },
  postGatewayLockReports: {
    tag: 'Gateways',
    summary: 'Battery, clock and hardware of locks, as their local interface says',
    caller: 'apiKey',
    action: 'lock_mail.carry',
    params: atLocation,
    body: gateway.LockReports,
    success: [200, gateway.LockReportsResult],
    repeatable: 'a report says what the lock said of itself; saying it twice changes nothing',
  },
  postGatewayJournalPages: {
    tag: 'Gateways',
    summary: 'Bring sealed journal pages',
    caller: 'apiKey',
    action: 'lock_mail.carry',
    params: atLocation,
    body: gateway.JournalPages,
    success: [200, gateway.JournalPagesResult],
    repeatable: 'an entry that is known already is left as it is',
  },
  answerGatewayLockTime: {
    tag: 'Gateways',
    summary: 'The time for a lock that lost its own',
    caller: 'apiKey',
    action: 'lock_mail.carry',
    params: atLocation,
    body: guest.LockTimeRequest,
    success: [200, guest.LockTimeAnswer],
    idempotent: true,
    problems: ['not_found'],
  },
} as const satisfies OperationTable;
