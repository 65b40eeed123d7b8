// Refuses text that PostgreSQL or JSON readers could not keep as it is: NUL and halves of surrogate pairs.
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/** Throws `invalid_request` naming the member, never its content. Deeper than 32 levels is refused as well. */
export function rejectHostileText(request: FastifyRequest): void {
  walk(request.params, 'params', 0);
  walk(request.query, 'query', 0);
  walk(request.body, 'body', 0);
}

function walk(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') {
    if (/[\0]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value)) refuse(path);
    return;
  }
  // Bytes that an operation takes as they are.
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return;
  if (depth > 32) throw new ProblemError('invalid_request', { detail: 'The request is nested too deep.' });
  for (const [name, member] of Object.entries(value)) {
    walk(name, path, depth);
    walk(member, `${path}.${name}`, depth + 1);
  }
}

function refuse(path: string): never {
  throw new ProblemError('invalid_request', {
    fields: [{ path: path.slice(0, 200), message: 'must be text without NUL and unpaired surrogates' }],
  });
}
