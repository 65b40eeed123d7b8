// The one way to implement an operation of the contract: who may, what comes in, one transaction, one answer.
import { OPERATIONS, type OperationId, type OperationResult, type OperationSchema, ROUTES } from '@nightlatch/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Type } from 'typebox';
import type { Db, Trx } from '../db/schema.ts';
import type { ServerParts } from '../server-parts.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { assertMay, authenticate, type Holdings, standingAt, standingAtBrand, standingOf } from './authenticate.ts';
import {
  type ApiKeyCaller,
  actorNameOf,
  actorOf,
  type Caller,
  type DeviceCaller,
  type NoCaller,
  type StaffCaller,
  type Standing,
} from './callers.ts';
import { type OnceOptions, readIdempotencyKey, runOnce, type StoredAnswer } from './idempotency.ts';
import { assertIfMatch } from './if-match.ts';
import { operationSchemas } from './operation-schemas.ts';
import { ProblemError } from './problem-error.ts';
import { limitByAddress, limitByCaller } from './rate-limits.ts';
import { runCommand } from './run-command.ts';

type Ops = typeof OPERATIONS;
type StaticOf<T> = T extends Type.TSchema ? Type.Static<T> : undefined;
type Part<O extends OperationId, P extends 'params' | 'query' | 'body'> =
  Ops[O] extends Record<P, infer S> ? StaticOf<S> : undefined;

type CallerOf<O extends OperationId> = {
  none: NoCaller;
  staff: StaffCaller | ApiKeyCaller;
  apiKey: ApiKeyCaller;
  device: DeviceCaller;
}[Ops[O]['caller']];

/** What a handler is given. Queries carry their declared defaults; params, query and body are validated. */
export type OperationContext<O extends OperationId> = {
  readonly operation: O;
  readonly parts: ServerParts;
  readonly caller: CallerOf<O>;
  /** For audit entries: `staff:<id>`, `api-key:<id>`, `device:<id>`, `nobody`. */
  readonly actor: string;
  readonly actorName: string;
  /** The caller's role at `params.locationId`, or the API key's scopes; null where the operation has no location. */
  readonly standing: Standing;
  readonly params: Part<O, 'params'>;
  readonly query: Part<O, 'query'>;
  readonly body: Part<O, 'body'>;
  /** UTC ms at the start of the request. */
  readonly now: number;
  readonly request: FastifyRequest;
  /** For cookies, the ETag and streams only: the answer itself is what the handler returns. */
  readonly reply: FastifyReply;
  /** Whether the same request would still be let in now; streams ask again from time to time. */
  readonly stillAllowed: () => Promise<boolean>;
} & ((typeof ROUTES)[O][0] extends 'GET' ? { readonly db: Db } : { readonly trx: Trx });

/** A command that is done together with others that come close to it, in one transaction that is not its own. */
export type TogetherCall<O extends OperationId> = Omit<OperationContext<O>, 'trx'> & {
  /** Judges the caller's right by rows read under a lock. Throws as letting in does. */
  readonly assertAllowed: (holdings: Holdings) => void;
  readonly successStatus: number;
  /** Under which idempotency key its answer is to be kept; null without one. */
  readonly once: OnceOptions | null;
};

export type ImplementOptions = {
  /** `none`: no transaction is opened (sign-in, which has a store of its own); `ctx.trx` then throws. */
  readonly transaction?: 'none';
  /** Requests per minute and caller, default 600. */
  readonly perMinute?: number;
};

/**
 * Registers one operation; the contract says who calls and what they must be allowed to do there (`action`). Order: rate limit by address, who calls, rate limit by caller, right at the location, parsing,
 * validation, then the handler; for POST and PUT inside one transaction (retried when PostgreSQL asks for it, so a handler
 * must have no effect outside of it), with the idempotency key's answer stored in that same transaction (invariants 13, 14).
 */
export function implement<O extends OperationId>(
  app: FastifyInstance,
  parts: ServerParts,
  operation: O,
  options: ImplementOptions,
  handler: (ctx: OperationContext<O>) => Promise<OperationResult<O>>,
): void {
  register(app, parts, operation, options, { alone: handler });
}

/**
 * Registers a command that is done together with others: same order, same checks, but `handler` does its own transaction. It must judge
 * the caller's right again in there (`assertAllowed`), and keep the answer under `once` (see `issue-keys.ts`).
 */
export function implementTogether<O extends OperationId>(
  app: FastifyInstance,
  parts: ServerParts,
  operation: O,
  options: ImplementOptions,
  handler: (call: TogetherCall<O>) => Promise<StoredAnswer>,
): void {
  register(app, parts, operation, options, { together: handler });
}

type Handlers<O extends OperationId> =
  | { readonly alone: (ctx: OperationContext<O>) => Promise<OperationResult<O>> }
  | { readonly together: (call: TogetherCall<O>) => Promise<StoredAnswer> };

function register<O extends OperationId>(
  app: FastifyInstance,
  parts: ServerParts,
  operation: O,
  options: ImplementOptions,
  handlers: Handlers<O>,
): void {
  const [method, url] = ROUTES[operation];
  const contract: OperationSchema = OPERATIONS[operation];
  const [successStatus] = contract.success;
  const callerKind = contract.caller;
  const letIn = async (request: FastifyRequest): Promise<{ caller: Caller; standing: Standing }> => {
    const caller = await authenticate(parts, callerKind, request);
    return { caller, standing: await judge(parts.db, caller, request) };
  };
  const judge = async (db: Db | Trx, caller: Caller, request: FastifyRequest): Promise<Standing> => {
    const locationId = placeOf(request, 'locationId');
    const brandId = placeOf(request, 'brandId');
    const { action } = contract;
    const standing =
      locationId !== null
        ? await standingAt(db, caller, locationId)
        : brandId !== null || action !== null
          ? await standingAtBrand(db, caller, brandId)
          : null;
    if (action !== null) assertMay(standing, action);
    return standing;
  };

  app.route({
    method,
    url,
    schema: operationSchemas(operation),
    onRequest: async (request) => {
      await limitByAddress(parts, request);
      if (method !== 'GET') assertSameOrigin(parts.config, request);
      const found = await letIn(request);
      request.nightlatch = { operation, actor: actorOf(found.caller), ...found };
      await limitByCaller(parts, request, options.perMinute ?? 600);
    },
    ...(contract.bodyOptional
      ? {
          preValidation: async (request: FastifyRequest) => {
            request.body ??= {};
          },
        }
      : {}),
    handler: async (request, reply) => {
      const { caller, actor, standing } = request.nightlatch ?? missing();
      const base = {
        operation,
        parts,
        caller,
        actor,
        actorName: actorNameOf(caller),
        standing,
        params: request.params,
        query: request.query,
        body: request.body,
        now: parts.now(),
        request,
        reply,
        stillAllowed: () =>
          letIn(request).then(
            () => true,
            (error: unknown) => {
              if (error instanceof ProblemError) return false;
              throw error;
            },
          ),
      };
      // The schemas of this operation validated params, query and body: the types are theirs.
      const context = (more: object): OperationContext<O> => ({ ...base, ...more }) as unknown as OperationContext<O>;
      const key = contract.idempotent ? readIdempotencyKey(request) : null;
      const once = key === null ? null : { key, actor, operation, request, successStatus };
      if ('together' in handlers) {
        // The handler's own types are those of this operation, as above.
        const assertAllowed = (holdings: Holdings): void => {
          const locationId = placeOf(request, 'locationId');
          const standingNow = locationId === null ? null : standingOf(caller, locationId, holdings);
          if (contract.action !== null && locationId !== null) assertMay(standingNow, contract.action);
        };
        const call = { ...base, assertAllowed, once, successStatus } as unknown as TogetherCall<O>;
        return sendAnswer(reply, await handlers.together(call));
      }
      const handler = handlers.alone;
      if (method === 'GET') {
        const result = await handler(context({ db: parts.db }));
        return reply.sent ? reply : reply.code(successStatus).send(result);
      }
      if (options.transaction === 'none') {
        const result = await handler(context({}));
        return reply.code(successStatus).send(result);
      }
      const run = async (trx: Trx): Promise<OperationResult<O>> => {
        // Again, now under a lock: a role taken away meanwhile ends what is under way.
        const standingNow = await judge(trx, caller, request);
        if (contract.ifMatch) await assertIfMatch(trx, contract.ifMatch, request);
        return handler(context({ trx, standing: standingNow }));
      };
      if (once === null) return reply.code(successStatus).send(await runCommand(parts, run));
      return sendAnswer(reply, await runOnce(parts, once, run));
    },
  });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The location or brand in the path. A malformed one is nobody's. */
function placeOf(request: FastifyRequest, name: 'locationId' | 'brandId'): string | null {
  const params: unknown = request.params;
  if (params === null || typeof params !== 'object' || !(name in params)) return null;
  const id: unknown = params[name as keyof typeof params]; // it was just found there
  if (typeof id === 'string' && uuid.test(id)) return id;
  throw new ProblemError('invalid_request', { fields: [{ path: `params.${name}`, message: 'must be a UUID' }] });
}

function sendAnswer(reply: FastifyReply, answer: StoredAnswer): FastifyReply {
  if (answer.status < 400) return reply.code(answer.status).send(answer.body);
  // A refusal that was kept: as text, so that no success schema is applied to it.
  const problem = reply.code(answer.status).type('application/problem+json').header('cache-control', 'no-store');
  return problem.send(JSON.stringify(answer.body));
}

function missing(): never {
  throw new Error('a route was reached without authentication');
}

declare module 'fastify' {
  interface FastifyRequest {
    nightlatch?: { operation: OperationId; actor: string; caller: Caller; standing: Standing };
  }
}
