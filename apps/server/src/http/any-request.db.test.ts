// Any request to any operation, made from the OpenAPI document: only documented answers, never 500, and nothing of another location.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentedOperation,
  documentedOperations,
  documentedSchemas,
  idParameters,
  type Schema,
} from '../fixtures/document.fixture.ts';
import { everyId, knownId } from '../fixtures/known-ids.fixture.ts';
import { type IdPool, type OddRequest, oddRequests } from '../fixtures/odd-requests.fixture.ts';
import { createTestSite, type TestSite, type Who } from '../fixtures/site.fixture.ts';

/** Requests per operation; more with `npm test -- --long` or NIGHTLATCH_RUNS, the same again with NIGHTLATCH_SEED. */
const runs = Number(process.env.NIGHTLATCH_RUNS ?? (process.env.NIGHTLATCH_LONG ? 20 : 8));
const seed = process.env.NIGHTLATCH_SEED === undefined ? {} : { seed: Number(process.env.NIGHTLATCH_SEED) };

let site: TestSite;
beforeAll(async () => {
  site = await createTestSite();
});
afterAll(() => site?.close());

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'https://document.test/', components: { schemas: documentedSchemas } });
const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
const validatorOf = (operation: DocumentedOperation, status: string, schema: Schema) => {
  const name = `${operation.id} ${status}`;
  const known = compiled.get(name);
  if (known) return known;
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"https://document.test/#/components/');
  const validate = ajv.compile(JSON.parse(text));
  compiled.set(name, validate);
  return validate;
};

/** Whoever may do the most with the operation. */
const callerOf = ({ callers, action }: DocumentedOperation): Who => {
  if (callers.length === 0) return {};
  if (callers.includes('device')) return site.device;
  if (!callers.includes('session')) return site.apiKey;
  return action !== null && action.roles.length === 0 ? site.apiKey : site.staff.brand_admin;
};

/** A router that can't read a path or a body answers before it knows the operation. */
const beforeTheOperation = new Set(['invalid_request', 'not_found', 'method_not_allowed', 'too_large']);
const innerText = /\bat .*:\d+:\d+|node_modules|select |insert |postgres|ECONN|TypeError|undefined is not/i;
const ofOthers = /Other (hotel|person|brand)|other@example\.com|OTHER-1/;

let address = 0;
const send = (
  operation: DocumentedOperation,
  request: OddRequest,
  signal: AbortSignal,
): Promise<LightMyRequestResponse | 'open'> => {
  address += 1;
  site.hotel.clock.advance(13_000);
  const answer = site.ask({
    method: operation.method,
    url: request.url,
    who: callerOf(operation),
    headers: request.headers,
    ...(request.payload === undefined ? {} : { payload: request.payload }),
    // Callers without a name are counted by address.
    remoteAddress: `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
    ...(operation.stream ? { signal } : {}),
  });
  if (!operation.stream) return answer;
  // A stream that was let in stays open until the connection is cut.
  const cut = answer.catch((error: unknown) => {
    if (signal.aborted) return 'open' as const;
    throw error;
  });
  return Promise.race([cut, new Promise<'open'>((resolve) => setTimeout(resolve, 300, 'open'))]);
};

/** A phone's stream notes every 15 s that the phone is there: left open, it would write while other operations are judged. */
const noPhoneIsOnline = async (): Promise<void> => {
  const { pool } = site.hotel.parts;
  await expect
    .poll(async () => (await pool.query('select from device where online_until is not null')).rowCount, {
      timeout: 20_000,
    })
    .toBe(0);
};

const judge = (operation: DocumentedOperation, request: OddRequest, answer: LightMyRequestResponse): void => {
  const status = String(answer.statusCode);
  const what = `${request.kind} ${operation.method} ${request.url.slice(0, 300)} → ${status} ${answer.body.slice(0, 300)}`;
  expect(answer.statusCode, what).not.toBe(500);
  expect(answer.body, what).not.toMatch(ofOthers);
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (answer.statusCode >= 400) {
    expect(type, what).toBe('application/problem+json');
    expect(answer.body, what).not.toMatch(innerText);
    expect(answer.body.length, what).toBeLessThan(8_000);
    if (beforeTheOperation.has(answer.json<{ code: string }>().code)) return;
  }
  const documented = operation.responses[status];
  expect(documented, `${what}: this status is not documented`).toBeDefined();
  const content = documented?.content?.[type];
  // Images and tables have a type and no schema.
  if (content !== undefined && content.schema === undefined) return;
  const schema = content?.schema;
  if (schema === undefined) {
    expect(answer.body, what).toBe('');
    return;
  }
  const validate = validatorOf(operation, status, schema);
  expect(validate(answer.json()) ? [] : validate.errors, what).toEqual([]);
};

const poolFor = async (operation: DocumentedOperation): Promise<IdPool> => {
  const { pool } = site.hotel.parts;
  const right = await Promise.all(
    idParameters(operation).map(async (name) => [name, await knownId(pool, name, site.hotel.locationId)] as const),
  );
  return {
    right: Object.fromEntries(right.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    own: await everyId(pool, site.hotel.locationId),
    others: await everyId(pool, site.other.locationId),
  };
};

describe.each(documentedOperations.map((one) => [one.id, one] as const))('any request to %s', (_, operation) => {
  it('is answered as documented, and touches nothing of another location', { timeout: 600_000 }, async () => {
    await site.mend();
    const pool = await poolFor(operation);
    const elsewhere = await site.fingerprint(site.other.locationId);
    let before = await site.fingerprint(site.hotel.locationId);
    let told = 0;
    const connections = new AbortController();
    await fc.assert(
      fc.asyncProperty(oddRequests(operation, pool), async (request) => {
        const answer = await send(operation, request, connections.signal);
        if (answer === 'open') return;
        judge(operation, request, answer);
        if (answer.statusCode !== 429) told += 1;
        const after = await site.fingerprint(site.hotel.locationId);
        // What is refused has no effect.
        if (answer.statusCode >= 400) expect(after, `${request.kind} ${request.url}: ${answer.body}`).toBe(before);
        if (answer.statusCode >= 400 || operation.method === 'GET') return;
        await site.mend();
        before = await site.fingerprint(site.hotel.locationId);
      }),
      { numRuns: operation.stream ? Math.min(runs, 15) : runs, endOnFailure: true, ...seed },
    );
    connections.abort();
    if (operation.stream) await noPhoneIsOnline();
    expect(told + (operation.stream ? 1 : 0)).toBeGreaterThan(0);
    expect(await site.fingerprint(site.other.locationId)).toBe(elsewhere);
  });
});
