// Issues the keys that are asked for close together in one transaction per location; each request has its own right, answer and refusal (docs/decisions/0037).
import { PROBLEMS } from '@nightlatch/api';
import type { Selectable } from 'kysely';
import type { Ask } from '../db/ask.ts';
import type { RowBatch, RowSink } from '../db/row-batch.ts';
import type { DigitalKeyTable, IdempotentAnswerTable } from '../db/schema.ts';
import { isAboutContent } from '../db/sql-state.ts';
import { transactBatch } from '../db/transact-batch.ts';
import { attempt, createGatherer, type Outcome } from '../gather.ts';
import { type IssueCommand, issueKey } from '../keys/act-on-keys.ts';
import type { BookingKeyFacts } from '../keys/read-facts.ts';
import {
  createSharing,
  isOvertaken,
  readGround,
  type Settled,
  type SettlingGround,
  type Sharing,
} from '../keys/settle-many.ts';
import type { ServerParts } from '../server-parts.ts';
import { keyIdOf } from './answer-key.ts';
import { type Holdings, readHoldings } from './authenticate.ts';
import type { Caller } from './callers.ts';
import { hashOf, isAnswer, type OnceOptions, openAnswer, type StoredAnswer, sealBody } from './idempotency.ts';
import { fullName, keyView } from './key-view.ts';
import { ProblemError, problemBody } from './problem-error.ts';

/** One request for a key, let in before. */
export type IssueCall = {
  readonly bookingId: string;
  readonly caller: Caller;
  readonly assertAllowed: (holdings: Holdings) => void;
  readonly once: OnceOptions | null;
  readonly successStatus: number;
  readonly command: IssueCommand;
};

type Kept = Pick<
  Selectable<IdempotentAnswerTable>,
  'actor' | 'idempotency_key' | 'request_hash' | 'status' | 'sealed_body'
>;

/** Keys of one transaction: more would let the first wait too long for the last. */
const MOST = 100;
/** How long a batch waits for rows that others hold, before its requests are told to come again. */
const LOCK_TIMEOUT = "select set_config('lock_timeout', '10s', true)";

const KEPT = `select actor, idempotency_key, request_hash, status, sealed_body from idempotent_answer
  where (actor, idempotency_key) in (select * from unnest($1::text[], $2::text[]))`;
const KEEP = `insert into idempotent_answer (actor, idempotency_key, request_hash, status, sealed_body, created_at)
  select actor, idempotency_key, request_hash, status, sealed_body, created_at from jsonb_populate_recordset(null::idempotent_answer, $1::jsonb)`;

const nameOf = ({ actor, key }: OnceOptions): string => `${actor} ${key}`;

const readKept = async (ask: Ask, calls: readonly IssueCall[]): Promise<ReadonlyMap<string, Kept>> => {
  const onces = calls.flatMap(({ once }) => (once ? [once] : []));
  if (onces.length === 0) return new Map();
  const rows = await ask<Kept>(KEPT, [onces.map(({ actor }) => actor), onces.map(({ key }) => key)]);
  return new Map(rows.map((row) => [`${row.actor} ${row.idempotency_key}`, row]));
};

/** What one transaction knows of its calls. */
type Round = {
  readonly parts: ServerParts;
  readonly locationId: string;
  readonly ground: SettlingGround;
  readonly holdings: Holdings;
  readonly kept: ReadonlyMap<string, Kept>;
  readonly sharing: Sharing;
  readonly answers: object[];
};

/** Does one call: its right first, then the answer that was kept, then the key. */
const answerCall = async (round: Round, batch: RowBatch, call: IssueCall): Promise<StoredAnswer> => {
  const { parts, ground } = round;
  call.assertAllowed(round.holdings);
  const { once } = call;
  const requestHash = once && hashOf(once);
  const earlier = once && round.kept.get(nameOf(once));
  if (once && requestHash && earlier) return openAnswer(parts, once, requestHash, earlier);
  const facts = ground.facts.get(call.bookingId);
  if (!facts) throw new ProblemError('not_found');
  const answer = await batch.part((sink) => issueKeeping(round, sink, call, facts));
  if (once && requestHash) {
    round.answers.push({
      actor: once.actor,
      idempotency_key: once.key,
      request_hash: bytea(requestHash),
      status: answer.status,
      sealed_body: bytea(sealBody(parts, once, answer.body)),
      created_at: new Date(parts.now()),
    });
  }
  return answer;
};

const bytea = (bytes: Buffer | null): string | null => (bytes === null ? null : `\\x${bytes.toString('hex')}`);

/** Issues; a refusal of the rules is an answer too where the caller gave a key to keep it under. */
const issueKeeping = async (
  round: Round,
  sink: RowSink,
  call: IssueCall,
  facts: BookingKeyFacts,
): Promise<StoredAnswer> => {
  const { command } = call;
  const { outcome, settled } = await issueKey(sink, round.ground, round.sharing, { ...command, facts });
  try {
    const keyId = keyIdOf(outcome);
    return {
      status: call.successStatus,
      body: viewOf({ keyId, facts, settled, command, locationId: round.locationId }),
    };
  } catch (error) {
    if (!(error instanceof ProblemError) || !call.once || !isAnswer(error)) throw error;
    return { status: PROBLEMS[error.code].status, body: problemBody(error.code, error.extras) };
  }
};

/** The key as it is after this transaction, without asking for it. */
const viewOf = (of: {
  keyId: string;
  facts: BookingKeyFacts;
  settled: Settled | undefined;
  command: IssueCommand;
  locationId: string;
}) => {
  const { keyId, facts } = of;
  const row: Selectable<DigitalKeyTable> | undefined = of.settled?.keyRows.get(keyId) ?? facts.keyRows.get(keyId);
  if (!row) throw new ProblemError('not_found');
  return keyView({
    row,
    guestName: fullName({ first_name: facts.guest.firstName, last_name: facts.guest.lastName }),
    roomNumber: row.room_id === null ? null : (facts.room?.number ?? null),
    credentials: (of.settled?.credentials ?? []).filter((one) => one.key_id === keyId),
    revocation: null,
  });
};

const issueMany = (
  parts: ServerParts,
  locationId: string,
  calls: readonly IssueCall[],
): Promise<Outcome<StoredAnswer>[]> =>
  transactBatch(parts.pool, locationId, async ({ ask, batch }) => {
    const bookingIds = [...new Set(calls.map(({ bookingId }) => bookingId))];
    const callers = calls.map(({ caller }) => caller);
    const [, holdings, kept, ground] = await Promise.all([
      ask(LOCK_TIMEOUT, []),
      readHoldings(ask, callers, { locationId, lock: true }),
      readKept(ask, calls),
      readGround(ask, parts.signing, { locationId, bookingIds }),
    ]);
    const round: Round = { parts, locationId, ground, holdings, kept, sharing: createSharing(), answers: [] };
    const seen = new Set<string>();
    const outcomes: Outcome<StoredAnswer>[] = [];
    for (const call of calls) {
      const names = [call.bookingId, ...(call.once ? [nameOf(call.once)] : [])];
      const facts = ground.facts.get(call.bookingId);
      const again = names.some((name) => seen.has(name)) || (facts !== undefined && isOvertaken(facts, round.sharing));
      outcomes.push(again ? { kind: 'again' } : await attempt(() => answerCall(round, batch, call)));
      for (const name of names) seen.add(name);
    }
    if (round.answers.length > 0) batch.also(KEEP, [JSON.stringify(round.answers)]);
    return outcomes;
  });

/** Gives a function that issues a key at a location together with those that are asked for meanwhile. */
export const createIssuer = (parts: ServerParts): ((locationId: string, call: IssueCall) => Promise<StoredAnswer>) =>
  createGatherer<IssueCall, StoredAnswer>({
    run: (locationId, calls) => issueMany(parts, locationId, calls),
    tryAlone: isAboutContent,
    most: MOST,
    together: parts.gathers,
  });
