// Everything that is not the API: front page, API reference, console and guest app, each with its headers.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { registerDemoPages } from './demo-pages.ts';
import { openApiDocument } from './openapi.ts';
import { frontPage, plainPageStyle, problemsPage } from './plain-pages.ts';

/** The apps' builds, found from the server's sources and from its build alike. */
const appFolder = (app: 'console' | 'guest'): string => fileURLToPath(new URL(`../../../${app}/dist`, import.meta.url));

const apps = ['console', 'guest'] as const;

export async function registerPageRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const { config } = parts;
  await app.register(helmet, {
    contentSecurityPolicy: false, // by part of the site, below
    strictTransportSecurity: config.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy(pathOf(request), config, plainPageStyle));
  });

  const html = (text: string) => async (_: FastifyRequest, reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(text);
  app.get('/', html(frontPage(config)));
  app.get('/docs/problems', html(problemsPage()));

  registerDemoPages(app, parts);

  const document = openApiDocument({ url: config.publicUrl, version: config.version });
  app.get('/v1/openapi.json', async (_, reply) => reply.header('cache-control', 'no-cache').send(document));
  // The document is ours, made from the table; swagger-ui's types know OpenAPI 3.0 only.
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true },
    // Our name is the page's title; the plugin would show its own maker's mark.
    theme: { title: 'Nightlatch API', css: [{ filename: 'plain.css', content: '.topbar { display: none; }' }] },
  });

  for (const name of apps) {
    const root = appFolder(name);
    app.get(`/${name}`, async (_, reply) => reply.redirect(`/${name}/`, 308));
    if (!existsSync(join(root, 'index.html'))) continue;
    await app.register(fastifyStatic, {
      root,
      prefix: `/${name}/`,
      decorateReply: false,
      cacheControl: false,
      // Made by the build beside each file: a phone in a hotel's Wi-Fi loads a third of the bytes.
      preCompressed: true,
      setHeaders: (response, path) => {
        response.setHeader('vary', 'accept-encoding');
        // Vite names assets by their content; everything else, the service worker above all, must be asked for anew.
        const immutable = /[\\/]assets[\\/]/.test(path);
        response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
}

/** A page of an app that its router knows and the disk does not: the app's own index. Undefined: not such a page. */
export function readAppPage(request: FastifyRequest): Buffer | undefined {
  const path = pathOf(request);
  const name = apps.find((one) => path.startsWith(`/${one}/`));
  const isPage = ['GET', 'HEAD'].includes(request.method) && !(path.split('/').at(-1) ?? '').includes('.');
  if (name === undefined || !isPage) return undefined;
  try {
    return readFileSync(join(appFolder(name), 'index.html'));
  } catch {
    return undefined; // not built
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}
