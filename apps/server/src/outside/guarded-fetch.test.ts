// Addresses that administrators type: inside is refused as the connection is made, the operator's ranges and the demo's own corridor are not.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findConnectors } from '@nightlatch/connectors';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createGuardedFetch } from './guarded-fetch.ts';

let server: Server;
let port = 0;
let reached = 0;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''} ${body}`);
      if (request.url === '/empty') return void response.writeHead(204).end();
      if (request.url === '/moved') return void response.writeHead(302, { location: '/elsewhere' }).end('moved');
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"here":true}');
    });
  });
  server.on('connection', () => {
    reached += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port; // listening on TCP
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  reached = 0;
  asked = [];
});

const guarded = createGuardedFetch({ allowed: [], own: null });

it.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'https://localhost:PORT/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00::1]/',
  'https://[64:ff9b::7f00:1]/',
])('refuses %s, and connects to nothing', async (url) => {
  const call = guarded(url.replace('PORT', String(port)));
  await expect(call).rejects.toMatchObject({ code: 'internal_address' });
  expect(reached).toBe(0);
});

it('refuses a public address without encryption: credentials would travel in the clear', async () => {
  await expect(guarded('http://8.8.8.8/')).rejects.toMatchObject({ code: 'not_https' });
});

it('calls what the operator allows, as fetch does', async () => {
  const allowing = createGuardedFetch({ allowed: ['127.0.0.1/32', '::1/128'], own: null });
  const url = `http://localhost:${port}`;
  const headers = { 'Content-Type': 'application/json' };
  const answer = await allowing(`${url}/a?b=c`, { method: 'POST', headers, body: '{"text":"ö"}' });
  expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
    200,
    'application/json',
    { here: true },
  ]);
  expect((await allowing(`${url}/empty`)).status).toBe(204);
  const moved = await allowing(`${url}/moved`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location'), await moved.text()]).toEqual([302, '/elsewhere', 'moved']);
  expect(asked).toEqual(['POST /a?b=c application/json {"text":"ö"}', 'GET /empty  ', 'GET /moved  ']);
  await expect(allowing('http://127.0.0.2:9/')).rejects.toMatchObject({ code: 'internal_address' });
});

it('calls the demo’s own corridor, and nothing else on this machine', async () => {
  const own = createGuardedFetch({ allowed: [], own: `http://127.0.0.1:${port}` });
  expect((await own(`http://127.0.0.1:${port}/pms`)).status).toBe(200);
  await expect(own(`http://127.0.0.1:${port + 1}/pms`)).rejects.toMatchObject({ code: 'internal_address' });
});

it('a PMS connection to an inner address says so at once, with what to do, and asks nobody', async () => {
  const apaleo = (await findConnectors()).pms.get('apaleo');
  const url = `http://127.0.0.1:${port}`;
  const connection = apaleo?.connect({
    config: { propertyId: 'HOTEL', apiUrl: url, identityUrl: url, webhookUrl: url },
    credentials: { clientId: 'HOTEL-SP-X', clientSecret: 'secret' },
    timeZone: 'Europe/Vienna',
    ports: { fetch: guarded, wait: () => Promise.reject(new Error('tried again')) },
  });
  expect(await connection?.test()).toMatchObject({
    ok: false,
    code: 'address_not_allowed',
    message: expect.stringContaining('have the operator'),
  });
  expect(reached).toBe(0);
});

it('ends with its signal', async () => {
  const allowing = createGuardedFetch({ allowed: ['127.0.0.1/32'], own: null });
  const call = allowing(`http://127.0.0.1:${port}/`, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
