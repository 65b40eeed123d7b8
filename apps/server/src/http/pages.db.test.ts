// Pages: policies, caching, and the apps' own addresses.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHotel, type TestHotel } from '../fixtures/hotel.fixture.ts';
import { buildApp } from './build-app.ts';

let hotel: TestHotel;
let app: Awaited<ReturnType<typeof buildApp>>;
beforeAll(async () => {
  hotel = await createTestHotel();
  const config = { ...hotel.parts.config, demo: true, corridorUrl: 'http://127.0.0.1:4081' };
  app = await buildApp({ ...hotel.parts, config });
});
afterAll(async () => {
  await app?.close();
  await hotel?.close();
});

const get = (url: string) => app.inject({ method: 'GET', url });
const policyOf = async (url: string): Promise<string> => String((await get(url)).headers['content-security-policy']);

describe('policies', () => {
  it('let no page run inline scripts or be framed', async () => {
    for (const url of ['/', '/console/', '/guest/', '/docs/', '/docs/problems', '/v1/me', '/nowhere']) {
      const policy = await policyOf(url);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    }
  });

  it('let the guest app reach the simulated radio, and nothing else anywhere', async () => {
    expect(await policyOf('/guest/')).toContain("connect-src 'self' http://127.0.0.1:4081 ws://127.0.0.1:4081");
    expect(await policyOf('/guest/')).not.toContain('unsafe-inline');
    expect(await policyOf('/console/')).toContain("connect-src 'self';");
  });
});

describe('our own pages', () => {
  it('link to everything and carry only the style that their policy names', async () => {
    const page = await get('/');
    for (const link of ['/console/', '/guest/', '/docs/', '/v1/openapi.json', 'http://127.0.0.1:4081/pms/']) {
      expect(page.body).toContain(`href="${link}"`);
    }
    expect(page.body).not.toContain('<script');
    expect(await policyOf('/')).toMatch(/style-src 'sha256-[A-Za-z0-9+/=]{44}'/);
    expect((await get('/docs/problems')).body).toContain('id="conditions_unmet"');
  });

  it('serve the OpenAPI document and its reference', async () => {
    expect((await get('/v1/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
    expect((await get('/docs/')).statusCode).toBe(200);
    expect((await get('/docs/json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});

const built = (name: string): boolean =>
  existsSync(fileURLToPath(new URL(`../../../${name}/dist/index.html`, import.meta.url)));

describe.each(['console', 'guest'])('the %s', (name) => {
  it.skipIf(!built(name))(
    'answers its own addresses with its page, never cached, and missing files with 404',
    async () => {
      const index = await get(`/${name}/`);
      expect(index.statusCode).toBe(200);
      expect(index.headers['cache-control']).toBe('no-cache');
      const inside = await get(`/${name}/some/address`);
      expect(inside.statusCode).toBe(200);
      expect(inside.body).toBe(index.body);
      expect(inside.headers['cache-control']).toBe('no-cache');
      expect(inside.headers['content-type']).toContain('text/html');
      expect((await get(`/${name}/assets/missing.js`)).statusCode).toBe(404);
      expect((await get(`/${name}`)).headers.location).toBe(`/${name}/`);
      const asset = new RegExp(`/${name}/assets/[^"]+`).exec(index.body)?.[0] ?? '';
      expect((await get(asset)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect((await app.inject({ method: 'POST', url: `/${name}/some/address` })).statusCode).toBe(404);
    },
  );

  it.skipIf(!built(name))('sends what the build has compressed, to who can read it', async () => {
    const asset = new RegExp(`/${name}/assets/[^"]+\\.js`).exec((await get(`/${name}/`)).body)?.[0] ?? '';
    const plain = await get(asset);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await app.inject({ method: 'GET', url: asset, headers: { 'accept-encoding': encoding } });
      expect(packed.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': plain.headers['content-type'],
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      expect(unpack(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    }
    const page = await app.inject({ method: 'GET', url: `/${name}/`, headers: { 'accept-encoding': 'br' } });
    expect(page.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'no-cache' });
    expect(page.headers['content-type']).toContain('text/html');
  });
});
