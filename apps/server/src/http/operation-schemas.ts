// The schemas of the contract as Fastify wants them, and how strictly each part of a request is read.
import { OPERATIONS, type OperationId } from '@nightlatch/api';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';

type JsonSchema = { readonly [keyword: string]: unknown };

/** Fastify's schema of one operation. `$id`s are left out: they name components in the OpenAPI document, nothing more. */
export function operationSchemas(operation: OperationId): FastifySchema {
  const contract: { params?: object; query?: object; body?: object; success: readonly [number, object | null] } =
    OPERATIONS[operation];
  const [status, success] = contract.success;
  return {
    ...(contract.params ? { params: plain(contract.params) } : {}),
    ...(contract.query ? { querystring: plain(contract.query) } : {}),
    ...(contract.body ? { body: plain(contract.body) } : {}),
    // Serialising by the schema drops whatever it does not name: a view can't leak a column by accident.
    ...(success ? { response: { [status]: plain(success) } } : {}),
  };
}

/** The schema as plain JSON without `$id`s. */
function plain(schema: object): JsonSchema {
  // TypeBox schemas are JSON but for symbols, which JSON.stringify leaves out.
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value))) as JsonSchema;
}

const strict = new Ajv({ allErrors: false, coerceTypes: false, useDefaults: true, strict: false });
/** Paths and queries are text: numbers and booleans are read out of it. */
const fromText = new Ajv({ allErrors: false, coerceTypes: true, useDefaults: true, strict: false });
for (const ajv of [strict, fromText]) addFormats.default(ajv);

/** Bodies are taken as they are: `"1"` is not 1, and unknown members of closed objects are refused, not dropped. */
export const validatorCompiler: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? strict : fromText).compile(schema);
