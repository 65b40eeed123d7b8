// What the guest app in its native shell needs of a server: answers across origins for the guest's routes, and the files by which phones know whose links the app may open.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ShellConfig } from '../config.ts';

/** Preflights are kept this long by the shell's web view. */
const MAX_AGE_SECONDS = 600;

/** The guest's own routes and what their screens show; never the desk's. */
const isGuestPath = (path: string): boolean => path.startsWith('/v1/guest/') || path.startsWith('/v1/logos/');

/** Whether a request comes from the web view of a configured shell, for a route that such an app may call. */
export function isFromShell({ origins }: Pick<ShellConfig, 'origins'>, request: FastifyRequest): boolean {
  const { origin } = request.headers;
  return origin !== undefined && origins.includes(origin) && isGuestPath(request.url.split('?')[0] ?? '');
}

/** Adds both; where nothing is configured, nothing changes. The app signs in by bearer token: no cookie crosses, none is allowed to. */
export function registerAppShell(app: FastifyInstance, shell: ShellConfig): void {
  const { origins, android, apple } = shell;
  if (origins.length > 0) {
    app.addHook('onRequest', async (request, reply) => {
      if (isGuestPath(request.url.split('?')[0] ?? '')) reply.header('vary', 'origin');
      if (!isFromShell(shell, request)) return;
      reply
        .header('access-control-allow-origin', request.headers.origin)
        .header('access-control-expose-headers', 'retry-after, x-request-id')
        // Helmet's word for everything else: other sites may not use what we send.
        .header('cross-origin-resource-policy', 'cross-origin');
      if (request.method === 'OPTIONS') return answerPreflight(reply);
    });
  }
  const file = (path: string, content: unknown): void => {
    app.get(path, async (_, reply) => reply.type('application/json').header('cache-control', 'no-cache').send(content));
  };
  if (android !== null) {
    file('/.well-known/assetlinks.json', [
      {
        relation: ['delegate_permission/common.handle_all_urls'],
        target: {
          namespace: 'android_app',
          package_name: android.packageName,
          sha256_cert_fingerprints: android.fingerprints,
        },
      },
    ]);
  }
  if (apple !== null) {
    const details = [{ appIDs: [apple.appId], components: [{ '/': '/guest/*' }] }];
    file('/.well-known/apple-app-site-association', { applinks: { details } });
  }
}

function answerPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
    .header('access-control-allow-headers', 'authorization, content-type, idempotency-key, if-match')
    .header('access-control-max-age', String(MAX_AGE_SECONDS))
    .send();
}
