// A command with an Idempotency-Key takes effect once: its answer is stored in the transaction of its effect (invariants 13, 14).
import { createHash } from 'node:crypto';
import { PROBLEMS } from '@nightlatch/api';
import type { FastifyRequest } from 'fastify';
import { type Selectable, sql } from 'kysely';
import type { IdempotentAnswerTable, Trx } from '../db/schema.ts';
import { sqlStateOf } from '../db/sql-state.ts';
import type { ServerParts } from '../server-parts.ts';
import { openSecret, sealSecret } from '../signing/seal-secret.ts';
import { ProblemError, problemBody } from './problem-error.ts';
import { runCommand } from './run-command.ts';

/** How long a repeat waits for the first request to finish before it is told to come again. */
const waitForFirstMs = 10_000;

export type OnceOptions = {
  readonly key: string;
  readonly actor: string;
  readonly operation: string;
  readonly request: FastifyRequest;
  readonly successStatus: number;
};

export type StoredAnswer = { readonly status: number; readonly body: unknown };

/** The header, or null. Throws `invalid_request` for one that is not 1–255 visible ASCII characters. */
export function readIdempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new ProblemError('invalid_request', {
    fields: [{ path: 'headers.idempotency-key', message: 'must be 1 to 255 visible ASCII characters' }],
  });
}

/**
 * Runs the command unless it ran before; a repeat waits for one under way. Refusals of the command are answers too and are
 * kept (their transaction leaves nothing else behind); outages are not, so that the same key can try again.
 */
export async function runOnce(
  parts: ServerParts,
  once: OnceOptions,
  run: (trx: Trx) => Promise<unknown>,
): Promise<StoredAnswer> {
  const requestHash = hashOf(once);
  return runCommand(parts, async (trx) => {
    const earlier = await claim(parts, trx, once, requestHash);
    if (earlier) return earlier;
    const answer = await runKeepingRefusal(trx, once, run);
    await trx
      .updateTable('idempotent_answer')
      .set({ status: answer.status, sealed_body: sealBody(parts, once, answer.body) })
      .where('actor', '=', once.actor)
      .where('idempotency_key', '=', once.key)
      .execute();
    return answer;
  });
}

/** Takes the key, or gives the answer of who took it. Inserting waits for another transaction that holds the same key. */
async function claim(
  parts: ServerParts,
  trx: Trx,
  once: OnceOptions,
  requestHash: Buffer,
): Promise<StoredAnswer | undefined> {
  await sql`select set_config('lock_timeout', ${String(waitForFirstMs)}, true)`.execute(trx);
  const taken = await trx
    .insertInto('idempotent_answer')
    .values({
      actor: once.actor,
      idempotency_key: once.key,
      request_hash: requestHash,
      status: 0,
      sealed_body: null,
      created_at: new Date(parts.now()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('actor')
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (sqlStateOf(error) === '55P03') throw new ProblemError('idempotency_in_progress');
      throw error;
    });
  await sql`set local lock_timeout to default`.execute(trx);
  if (taken) return undefined;
  const stored = await trx
    .selectFrom('idempotent_answer')
    .select(['request_hash', 'status', 'sealed_body'])
    .where('actor', '=', once.actor)
    .where('idempotency_key', '=', once.key)
    .executeTakeFirstOrThrow();
  return openAnswer(parts, once, requestHash, stored);
}

/** The answer that was kept. Throws `idempotency_mismatch` where it answered another request. */
export function openAnswer(
  parts: ServerParts,
  once: OnceOptions,
  requestHash: Buffer,
  stored: Pick<Selectable<IdempotentAnswerTable>, 'request_hash' | 'status' | 'sealed_body'>,
): StoredAnswer {
  if (!stored.request_hash.equals(requestHash)) throw new ProblemError('idempotency_mismatch');
  return { status: stored.status, body: openBody(parts, once, stored.sealed_body) };
}

/** What a stored answer is sealed for. */
export const answerLabel = ({ actor, key }: Pick<OnceOptions, 'actor' | 'key'>): string =>
  `idempotent_answer:${actor}:${key}`;

/** An answer may hold what is stored nowhere else in the clear, for instance a guest link with its secret. */
export function sealBody(parts: ServerParts, once: OnceOptions, body: unknown): Buffer | null {
  if (body === undefined) return null;
  const { masterKey } = parts.config;
  return sealSecret({ masterKey, label: answerLabel(once), secret: Buffer.from(JSON.stringify(body)) });
}

function openBody(parts: ServerParts, once: OnceOptions, sealed: Buffer | null): unknown {
  if (sealed === null) return undefined;
  return JSON.parse(openSecret({ masterKey: parts.config.masterKey, label: answerLabel(once), sealed }).toString());
}

async function runKeepingRefusal(
  trx: Trx,
  once: OnceOptions,
  run: (trx: Trx) => Promise<unknown>,
): Promise<StoredAnswer> {
  await sql`savepoint command`.execute(trx);
  try {
    return { status: once.successStatus, body: await run(trx) };
  } catch (error) {
    if (!(error instanceof ProblemError) || !isAnswer(error)) throw error;
    await sql`rollback to savepoint command`.execute(trx);
    return { status: PROBLEMS[error.code].status, body: problemBody(error.code, error.extras) };
  }
}

/** Refusals that depend on who calls or how often are judged anew at every repeat; outages may be over by then. */
export function isAnswer(error: ProblemError): boolean {
  const { status } = PROBLEMS[error.code];
  return status < 500 && ![401, 403, 404, 429].includes(status);
}

/** What makes two requests the same one. */
export function hashOf({ operation, request }: OnceOptions): Buffer {
  const whole = canonical([operation, request.params, request.query, request.body ?? null]);
  return createHash('sha256').update(whole).digest();
}

/** JSON with sorted members: the same body in another order is the same body. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
