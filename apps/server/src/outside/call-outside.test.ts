// Calls to strangers' addresses stay outside: no inner address, by number, by name or by redirect.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callOutside, isCallableUrl } from './call-outside.ts';
import { isPublic } from './guard-address.ts';

let server: Server;
let origin = '';
let seen = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    seen += 1;
    if (request.url === '/moved') response.writeHead(302, { location: `${origin}/inner` }).end();
    else response.writeHead(request.url === '/busy' ? 429 : 201, { 'retry-after': '7' }).end('a body');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

it.each([
  '127.0.0.1',
  '10.0.0.1',
  '192.168.1.1',
  '172.16.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '::1',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:db8::1',
  'nonsense',
])('%s is no public address', (address) => {
  expect(isPublic(address)).toBe(false);
});

it('knows public addresses', () => {
  expect(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'].every(isPublic)).toBe(true);
});

it.each([
  'http://push.example.com/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'https://2130706433/x',
  'https://localhost/x',
  'https://user:secret@push.example.com/x',
  'ftp://push.example.com/x',
  '/x',
])('never calls %s', async (url) => {
  expect(isCallableUrl(url)).toBe(false);
  await expect(callOutside({ url, method: 'POST', headers: {}, body: null })).rejects.toMatchObject({
    code: 'address_not_allowed',
  });
});

it('refuses a name that leads to this machine', async () => {
  const before = seen;
  // Resolved by this machine's own hosts file or resolver: localhost under a name with a dot.
  const url = 'https://localhost.localdomain/x';
  const refused = callOutside({ url, method: 'POST', headers: {}, body: null });
  await expect(refused).rejects.toMatchObject({ name: 'OutsideError' });
  expect(seen).toBe(before);
});

it('answers with the status, and follows nothing', async () => {
  const call = (path: string) =>
    callOutside({ url: `${origin}${path}`, method: 'POST', headers: {}, body: Buffer.from('x'), localAllowed: true });
  expect(await call('/ok')).toEqual({ status: 201, retryAfter: '7' });
  expect((await call('/busy')).status).toBe(429);
  const before = seen;
  expect((await call('/moved')).status).toBe(302);
  expect(seen).toBe(before + 1);
});

it('says unreachable when nobody answers', async () => {
  const url = 'http://127.0.0.1:1/';
  await expect(callOutside({ url, method: 'GET', headers: {}, body: null, localAllowed: true })).rejects.toMatchObject({
    code: 'unreachable',
  });
});
