// Refuses writes that a browser sends for another site's page: the session cookie alone never proves intent.
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';
import { isFromShell } from './app-shell.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Browsers send Origin with every POST and PUT, and can't be made to lie. No Origin and no Sec-Fetch-Site: not a browser, so
 * no cookie of somebody else's. A bearer token is never sent by itself, so it needs no check; nor does a guest's route, which
 * knows no cookie, for the native shell's pages.
 */
export function assertSameOrigin(config: ServerConfig, request: FastifyRequest): void {
  if (request.headers.authorization !== undefined) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
  } else if (isFromShell(config.shell, request)) {
    return;
  } else if (origin === config.publicUrl || (URL.canParse(origin) && new URL(origin).host === host)) {
    return;
  }
  throw new ProblemError('forbidden', { detail: 'This request came from another site.' });
}
