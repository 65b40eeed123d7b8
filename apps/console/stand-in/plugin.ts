// Answers the console's calls from the hotel in memory, as a plugin of Vite's development and preview servers.
import { type OperationId, PROBLEMS, type ProblemCode, ROUTES } from '@nightlatch/api';
import type { Connect, Plugin } from 'vite';
import { answers, type Call, Refusal, subscribe } from './answers.ts';

type Match = { readonly operation: OperationId; readonly params: Record<string, string> };

const match = (method: string, path: string): Match | undefined => {
  for (const [operation, [verb, template]] of Object.entries(ROUTES)) {
    if (verb !== method) continue;
    const names = [...template.matchAll(/:(\w+)/g)].map((one) => one[1] ?? '');
    const found = new RegExp(`^${template.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (!found) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
    return { operation: operation as OperationId, params }; // a key of ROUTES
  }
  return undefined;
};

const bodyOf = async (request: Connect.IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
};

const problem = (code: ProblemCode, extra: object = {}): object => ({
  type: `/docs/problems#${code}`,
  ...PROBLEMS[code],
  code,
  ...extra,
});

const PAUSE_MS = 120;

const handle: Connect.NextHandleFunction = async (request, response, next) => {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const found = match(request.method ?? 'GET', url.pathname);
  if (!found) return next();
  const session = /nightlatch-stand-in=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const send = (status: number, body: unknown, type = 'application/json'): void => {
    response.statusCode = status;
    response.setHeader('content-type', type);
    response.end(body === undefined ? '' : JSON.stringify(body));
  };
  if (found.operation === 'streamLocation' && session) {
    response.setHeader('content-type', 'text/event-stream');
    response.write(': hello\n\n');
    const stop = subscribe((change) => response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`));
    const beat = setInterval(() => response.write(': beat\n\n'), 15_000);
    request.on('close', () => {
      clearInterval(beat);
      stop();
    });
    return;
  }
  try {
    const call: Call = {
      params: found.params,
      query: url.searchParams,
      body: await bodyOf(request),
      email: session === undefined ? undefined : decodeURIComponent(session),
      origin: `http://${request.headers.host}`,
      setSession: (email) =>
        response.setHeader(
          'set-cookie',
          `nightlatch-stand-in=${encodeURIComponent(email ?? '')}; Path=/; HttpOnly${email === undefined ? '; Max-Age=0' : ''}`,
        ),
    };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const answer = answers[found.operation];
    if (!answer) return send(404, problem('not_found'), 'application/problem+json');
    const [status, body] = answer(call);
    send(status, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send(PROBLEMS[error.code].status, problem(error.code, error.extra), 'application/problem+json');
  }
};

/** What the server should send with the console: nothing inline, nothing foreign. */
export const CONTENT_SECURITY_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The plugin. */
export const standIn = (): Plugin => ({
  name: 'nightlatch-stand-in',
  configureServer(server) {
    server.middlewares.use(handle);
  },
  configurePreviewServer(server) {
    server.middlewares.use((_request, response, next) => {
      response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
      next();
    });
    server.middlewares.use(handle);
  },
});
