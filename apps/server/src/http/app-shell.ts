// What the guest app in its native shell needs of a server: answers across origins for the guest's routes, and the files by which phones know whose links the app may open.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ShellConfig } from '../config.ts';

/** Preflights are kept this long by the shell's web view. */
const MAX_AGE_SECONDS = 600;

/** The guest's own routes and what their screens show; never the desk's. */
const isGuestPath = (path: string): boolean => path.startsWith('/v1/guest/') || path.startsWith('/v1/logos/');

/** Adds both; where nothing is configured, nothing changes. The app signs in by bearer token: no cookie crosses, none is allowed to. */
export function registerAppShell(app: FastifyInstance, { origins, android, apple }: ShellConfig): void {
  if (origins.length > 0) {
    app.addHook('onRequest', async (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (!isGuestPath(path)) return;
      reply.header('vary', 'origin');
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) return;
      reply
        .header('access-control-allow-origin', origin)
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
