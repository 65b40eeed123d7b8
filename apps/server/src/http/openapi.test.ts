// The OpenAPI document: every operation, every reference resolved, components by name.
import { OPERATIONS, type OperationSchema, ROUTES } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';

type Operation = {
  operationId: string;
  security: unknown[];
  'x-action'?: { name: string; roles: string[]; scopes: string[] };
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: object;
  responses: Record<string, unknown>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
};

// The document is plain JSON of this shape by OpenAPI 3.1.
const document = openApiDocument({ url: 'https://keys.example.com', version: '1.2.3' }) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('the OpenAPI document', () => {
  it('holds every operation of the contract once, under its method and path', () => {
    expect(document.openapi).toBe('3.1.0');
    const told = operations.map((one) => [
      one.operationId,
      one.method.toUpperCase(),
      one.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ]);
    expect(told.sort()).toEqual(
      Object.entries(ROUTES)
        .map(([id, [method, path]]) => [id, method, path])
        .sort(),
    );
  });

  it('resolves every reference, and leaves no $id and no unnamed def', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(50);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('"$id"');
    expect(Object.keys(document.components.schemas).every((name) => /^[A-Z][A-Za-z]+$/.test(name))).toBe(true);
  });

  it.each(operations.map((one) => [one.operationId, one] as const))(
    '%s names its parameters, callers and answers',
    (id, one) => {
      const inPath = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const parameters = one.parameters ?? [];
      expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(
        inPath,
      );
      expect(parameters.filter((parameter) => parameter.in === 'path').every((parameter) => parameter.required)).toBe(
        true,
      );
      const contract: OperationSchema = OPERATIONS[id as keyof typeof OPERATIONS]; // ids were compared with the contract above
      expect(one.security.length === 0).toBe(contract.caller === 'none');
      expect(Object.keys(one.responses)).toContain(String(contract.success[0]));
      expect(Object.keys(one.responses)).toContain('500');
      expect(parameters.some((parameter) => parameter.name === 'Idempotency-Key')).toBe(contract.idempotent === true);
      expect(one['x-action']?.name ?? null).toBe(contract.action);
      if (one.method !== 'get') {
        // Invariant 14 needs a key on every command, or a command that needs none.
        expect((contract.idempotent === true) !== (contract.repeatable !== undefined), 'idempotent or repeatable').toBe(
          true,
        );
      }
      expect(one.requestBody !== undefined).toBe((contract.body ?? contract.takes) !== undefined);
    },
  );
});
