// The native shell's web view is another origin: only those configured, only the guest's routes, never a cookie.
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import type { ServerConfig } from '../config.ts';
import { readShellConfig } from '../config.ts';
import { registerAppShell } from './app-shell.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { ProblemError } from './problem-error.ts';

const SHELL = 'capacitor://localhost';
const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

function appWith(env: Record<string, string>): FastifyInstance {
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof ProblemError && error.code === 'forbidden' ? 403 : 500).send(),
  );
  registerAppShell(app, readShellConfig(env));
  app.get('/v1/guest/wallet', async () => ({}));
  app.get('/v1/me', async () => ({}));
  // As every operation that writes is guarded.
  const config = { shell: readShellConfig(env), publicUrl: 'https://keys.example.com' } as ServerConfig; // all that is read
  const onRequest = async (request: FastifyRequest): Promise<void> => assertSameOrigin(config, request);
  for (const url of ['/v1/guest/enrolments', '/v1/sessions']) app.post(url, { onRequest }, async () => ({}));
  return app;
}

const CONFIGURED = { NIGHTLATCH_APP_ORIGINS: `${SHELL}, https://localhost` };

it('answers the shell’s preflight and its call, for the guest’s routes', async () => {
  const app = appWith(CONFIGURED);
  const asked = await app.inject({ method: 'OPTIONS', url: '/v1/guest/wallet', headers: { origin: SHELL } });
  expect(asked.statusCode).toBe(204);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': SHELL,
    'access-control-allow-headers': expect.stringContaining('authorization'),
    vary: 'origin',
  });
  expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
  const got = await app.inject({ url: '/v1/guest/wallet?x=1', headers: { origin: 'https://localhost' } });
  expect(got.headers['access-control-allow-origin']).toBe('https://localhost');
});

it.each([
  ['another origin', CONFIGURED, '/v1/guest/wallet', 'https://evil.example.com'],
  ['no origin', CONFIGURED, '/v1/guest/wallet', undefined],
  ['an origin that begins like one', CONFIGURED, '/v1/guest/wallet', 'https://localhost.evil.example.com'],
  ['the desk’s routes', CONFIGURED, '/v1/me', SHELL],
  ['a server without a shell', {}, '/v1/guest/wallet', SHELL],
])('allows nothing to %s', async (_, env, url, origin) => {
  const app = appWith(env);
  for (const method of ['OPTIONS', 'GET'] as const) {
    const answer = await app.inject({ method, url, headers: origin === undefined ? {} : { origin } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.statusCode).toBe(method === 'GET' ? 200 : 404);
  }
});

it.each([
  ['the guest’s routes, from the shell', CONFIGURED, '/v1/guest/enrolments', SHELL, 200],
  ['the guest’s routes, from elsewhere', CONFIGURED, '/v1/guest/enrolments', 'https://evil.example.com', 403],
  ['the guest’s routes, without a shell', {}, '/v1/guest/enrolments', SHELL, 403],
  ['the desk’s routes, from the shell', CONFIGURED, '/v1/sessions', SHELL, 403],
])('judges a write without a token: %s', async (_, env, url, origin, status) => {
  const answer = await appWith(env).inject({ method: 'POST', url, headers: { origin } });
  expect(answer.statusCode).toBe(status);
});

it('tells phones whose links the app opens, where that is configured', async () => {
  const app = appWith({
    NIGHTLATCH_ANDROID_APP: `org.example.roomkey=${FINGERPRINT}`,
    NIGHTLATCH_APPLE_APP: 'ABCDE12345.org.example.roomkey',
  });
  const android = await app.inject('/.well-known/assetlinks.json');
  expect(android.json()).toMatchObject([
    { target: { package_name: 'org.example.roomkey', sha256_cert_fingerprints: [FINGERPRINT] } },
  ]);
  const apple = await app.inject('/.well-known/apple-app-site-association');
  expect(apple.headers['content-type']).toContain('application/json'); // it has no ending to tell by
  expect(apple.json()).toMatchObject({
    applinks: { details: [{ appIDs: ['ABCDE12345.org.example.roomkey'], components: [{ '/': '/guest/*' }] }] },
  });
  const without = appWith({});
  expect((await without.inject('/.well-known/assetlinks.json')).statusCode).toBe(404);
});

it.each([
  { NIGHTLATCH_APP_ORIGINS: '*' },
  { NIGHTLATCH_APP_ORIGINS: 'capacitor://localhost/path' },
  { NIGHTLATCH_APP_ORIGINS: 'localhost' },
  { NIGHTLATCH_ANDROID_APP: 'org.example.roomkey' },
  { NIGHTLATCH_ANDROID_APP: 'org.example.roomkey=AB:CD' },
  { NIGHTLATCH_APPLE_APP: 'org.example.roomkey' },
])('does not start with %j', (env) => {
  expect(() => readShellConfig(env)).toThrow(expect.objectContaining({ code: 'invalid_app_shell' }));
});
