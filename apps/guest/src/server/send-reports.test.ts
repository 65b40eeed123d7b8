// Reports wait until they are acknowledged; one kind's trouble is not another's.
import 'fake-indexeddb/auto';
import { ApiProblem, PROBLEMS, type ProblemCode } from '@nightlatch/api';
import type { PageRecord, Phone, ReceiptRecord } from '@nightlatch/phone';
import { beforeEach, expect, it } from 'vitest';
import { FIRST_PHONE, type GuestDatabase, openGuestDatabase } from '../store/guest-database.ts';
import { sendReports } from './send-reports.ts';
import type { Session } from './session.ts';

const problem = (code: ProblemCode): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: '', status: PROBLEMS[code].status, code });

let receipts: ReceiptRecord[];
let pages: PageRecord[];
let database: GuestDatabase;
let databases = 0;

beforeEach(async () => {
  receipts = [{ id: 'c', state: 'removed', at: 1 }];
  pages = [{ id: 'p', readerIdentifier: 'aa', page: Uint8Array.of(1, 2, 3), takenAt: 1 }];
  databases += 1;
  database = await openGuestDatabase(`reports-${databases}`);
  await database.addAttempt({ id: 'a', keyId: 'k', at: 0, outcome: 'failed', diagnosis: 'too_far' });
});

const phone = {
  receipts: async () => receipts,
  receiptsSent: async () => {
    receipts = [];
  },
  pages: async () => pages,
  pagesSent: async () => {
    pages = [];
  },
} as unknown as Phone; // the four that reports use

/** A session that refuses some operations; gives what was sent. */
function sessionThat(refuses: Record<string, Error>): { session: Session; sent: Record<string, unknown> } {
  const sent: Record<string, unknown> = {};
  const call = async (operation: string, input: { body: unknown }): Promise<unknown> => {
    if (refuses[operation]) throw refuses[operation];
    sent[operation] = input.body;
    return undefined;
  };
  return { sent, session: { call } as unknown as Session }; // `call` is all that reports use
}

const waiting = async (): Promise<number[]> => [receipts.length, pages.length, (await database.attempts()).length];

it('sends each kind once and keeps nothing that was taken', async () => {
  const { session, sent } = sessionThat({});
  await sendReports({ session, phone, database, phoneId: FIRST_PHONE });
  expect(sent).toEqual({
    postReceipts: { receipts: [{ credentialId: 'c', state: 'removed' }] },
    postJournalPages: { pages: ['AQID'] },
    postDoorAttempts: {
      attempts: [{ keyId: 'k', at: '1970-01-01T00:00:00.000Z', outcome: 'failed', diagnosis: 'too_far' }],
    },
  });
  expect(await waiting()).toEqual([0, 0, 0]);
});

it('keeps what could not be told, and still tells the rest', async () => {
  const { session } = sessionThat({ postReceipts: problem('internal_error') });
  await expect(sendReports({ session, phone, database, phoneId: FIRST_PHONE })).rejects.toThrow('internal_error');
  expect(await waiting()).toEqual([1, 0, 0]);
});

it('gives up pages and tries that the server calls invalid, never a receipt', async () => {
  const invalid = problem('invalid_request');
  const { session } = sessionThat({ postReceipts: invalid, postJournalPages: invalid, postDoorAttempts: invalid });
  await expect(sendReports({ session, phone, database, phoneId: FIRST_PHONE })).rejects.toThrow('invalid_request');
  expect(await waiting()).toEqual([1, 0, 0]);
});

it('leaves the tries of another hotel’s phone to that one', async () => {
  await database.addAttempt({ id: 'b', phoneId: 'other', keyId: 'k2', at: 0, outcome: 'opened', diagnosis: null });
  const { session, sent } = sessionThat({});
  await sendReports({ session, phone, database, phoneId: 'other' });
  expect(sent.postDoorAttempts).toMatchObject({ attempts: [{ keyId: 'k2' }] });
  expect((await database.attempts()).map(({ id }) => id)).toEqual(['a']);
});

it('sends more than the API takes at once in several calls', async () => {
  pages = Array.from({ length: 17 }, (_, at) => ({
    id: `p${at}`,
    readerIdentifier: 'aa',
    page: Uint8Array.of(at),
    takenAt: 1,
  }));
  const calls: number[] = [];
  const call = async (operation: string, input: { body: { pages?: unknown[] } }): Promise<void> => {
    if (operation === 'postJournalPages') calls.push(input.body.pages?.length ?? 0);
  };
  await sendReports({ session: { call } as unknown as Session, phone, database, phoneId: FIRST_PHONE }); // `call` is all that reports use
  expect(calls).toEqual([16, 1]);
});

it.each([
  ['device_removed', 'a removal before all else'],
  ['too_many_requests', 'what passes before what does not'],
] as const)('tells of %s first: %s', async (code) => {
  const { session } = sessionThat({ postReceipts: problem('invalid_request'), postDoorAttempts: problem(code) });
  await expect(sendReports({ session, phone, database, phoneId: FIRST_PHONE })).rejects.toThrow(code);
});
