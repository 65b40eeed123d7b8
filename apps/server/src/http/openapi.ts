// The OpenAPI 3.1 document, written from the same table that the routes are made of.
import {
  OPERATIONS,
  type OperationId,
  type OperationSchema,
  PROBLEMS,
  Problem,
  type ProblemCode,
  ROUTES,
  WEBHOOK_EVENTS,
  WebhookMessage,
} from '@nightlatch/api';
import { type Action, may, ROLES, SCOPES } from '@nightlatch/domain';

type Json = { readonly [member: string]: unknown };

/** The whole document for a server at `url`. */
export function openApiDocument(options: { readonly url: string; readonly version: string }): Json {
  const schemas: Record<string, unknown> = {};
  const named = (schema: object): unknown => nameComponents(plain(schema), schemas);
  named(Problem);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const id of Object.keys(ROUTES) as OperationId[]) {
    // Object.keys forgets literal types.
    const [method, template] = ROUTES[id];
    const path = template.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(id, named) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nightlatch',
      version: options.version,
      description:
        'Mobile room keys for hotels. Errors are RFC 9457 problem details with a `code`; every code has a line at /docs/problems. ' +
        'Instants are RFC 3339 in UTC; ids are UUIDv7. Lists give `nextCursor`; commands take `Idempotency-Key`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.url }],
    tags: [...new Set(Object.values(OPERATIONS).map((operation) => operation.tag))].map((name) => ({ name })),
    paths,
    webhooks: webhookObjects(named),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'nightlatch.session_token', description: 'Set by signIn' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, nlk_…; belongs to one location' },
        device: {
          type: 'http',
          scheme: 'bearer',
          description: 'A device’s session, short-lived; see openGuestSession',
        },
      },
    },
  };
}

/** What we call, by event: the same message, so that one handler does for all. */
function webhookObjects(named: (schema: object) => unknown): Json {
  const schema = named(WebhookMessage);
  const entries = Object.entries(WEBHOOK_EVENTS).map(([type, summary]) => [
    type,
    {
      post: {
        summary,
        tags: ['Webhooks'],
        description:
          'Signed by the Standard Webhooks rules: headers webhook-id, webhook-timestamp, webhook-signature. Answer 2xx within 15 seconds; ' +
          '410 switches the endpoint off; anything else is tried again for a little over three days. Messages may come twice (same webhook-id) and in any order.',
        security: [],
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { '2XX': { description: 'Taken' }, 410: { description: 'Switch the endpoint off' } },
      },
    },
  ]);
  return Object.fromEntries(entries);
}

const securityOf = {
  none: [],
  staff: [{ session: [] }, { apiKey: [] }],
  apiKey: [{ apiKey: [] }],
  device: [{ device: [] }],
} as const;

function operationObject(id: OperationId, named: (schema: object) => unknown): Json {
  const contract: OperationSchema = OPERATIONS[id];
  const [status, success] = contract.success;
  const parameters = [
    ...parametersOf('path', contract.params),
    ...parametersOf('query', contract.query),
    ...(contract.idempotent ? [idempotencyKey] : []),
    ...(contract.ifMatch ? [ifMatch(contract.ifMatch)] : []),
  ];
  return {
    operationId: id,
    tags: [contract.tag],
    summary: contract.summary,
    security: securityOf[contract.caller],
    ...(contract.repeatable === undefined ? {} : { description: `May be repeated: ${contract.repeatable}.` }),
    ...(contract.action === null ? {} : { 'x-action': actionObject(contract.action) }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(contract.body
      ? {
          requestBody: {
            required: !contract.bodyOptional,
            content: { 'application/json': { schema: named(contract.body) } },
          },
        }
      : {}),
    ...(contract.takes ? { requestBody: { required: true, content: contentOf(contract.takes) } } : {}),
    responses: {
      [status]: {
        description: contract.stream ? 'A stream of server-sent events' : 'Done',
        ...(contract.stream ? { content: { 'text/event-stream': { schema: { type: 'string' } } } } : {}),
        ...(contract.gives ? { content: contentOf(contract.gives) } : {}),
        ...(success ? { content: { 'application/json': { schema: named(success) } } } : {}),
      },
      ...problemResponses(problemCodesOf(id)),
    },
  };
}

/** Bytes and forms: what is in them is said in words. */
const contentOf = (types: readonly string[]): Json => Object.fromEntries(types.map((type) => [type, {}]));

/** The right that an operation asks for, and who has it. */
function actionObject(action: Action): Json {
  return {
    name: action,
    roles: ROLES.filter((role) => may(role, action)),
    scopes: SCOPES.filter((scope) => may([scope], action)),
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request takes effect once and gives the same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const ifMatch = (resource: NonNullable<OperationSchema['ifMatch']>) => ({
  name: 'If-Match',
  in: 'header',
  required: false,
  description: `The ETag (version) of the ${resource.replaceAll('_', ' ')} as you last read it: answered 412 with \`precondition_failed\` when it changed since. \`*\`: it only has to exist.`,
  schema: { type: 'string', maxLength: 1000, examples: ['"7"'] },
});

/** Every problem code that an operation may answer with. */
export function problemCodesOf(id: OperationId): ProblemCode[] {
  const contract: OperationSchema = OPERATIONS[id];
  const [method, path] = ROUTES[id];
  const codes: ProblemCode[] = ['invalid_request', 'too_many_requests', 'internal_error', 'not_ready'];
  if (contract.caller !== 'none') codes.push('not_signed_in');
  if (contract.caller === 'device') codes.push('device_removed');
  if (path.includes(':locationId') || path.includes(':brandId')) codes.push('forbidden', 'not_found');
  if (contract.caller === 'staff' && /:(location|brand)Id/.test(path)) codes.push('second_factor_required');
  if (contract.action !== null) codes.push('forbidden');
  // Fastify reads whatever body comes, wanted or not.
  if (method !== 'GET') codes.push('too_large', 'not_acceptable_media', 'forbidden');
  if (contract.idempotent) codes.push('idempotency_mismatch', 'idempotency_in_progress');
  if (contract.ifMatch) codes.push('precondition_failed');
  return [...new Set([...codes, ...(contract.problems ?? [])])];
}

function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join(' · '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: ofStatus } } }],
            },
          },
        },
      },
    ]),
  );
}

function parametersOf(place: 'path' | 'query', schema: object | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = plain(schema) as { properties?: Json; required?: string[] }; // object schemas by contract
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** TypeBox schemas are JSON but for symbols, which JSON.stringify leaves out. */
function plain(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema));
}

/** Moves every schema with an `$id` to the components and leaves a reference. */
function nameComponents(schema: unknown, into: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => nameComponents(item, into));
  if (schema === null || typeof schema !== 'object') return schema;
  const { $id, ...rest } = schema as { $id?: unknown }; // any object may lack it
  const members = Object.fromEntries(
    Object.entries(rest).map(([name, member]) => [name, nameComponents(member, into)]),
  );
  if (typeof $id !== 'string') return members;
  into[$id] = members;
  return { $ref: `#/components/schemas/${$id}` };
}
