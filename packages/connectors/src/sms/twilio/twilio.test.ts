// Twilio's connector against a local counterpart that judges each request as Twilio documents it.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConnectors } from '../../kit/find-connectors.ts';
import { twilioSignature } from './read-report.ts';

const found = (await findConnectors()).sms.get('twilio');
if (!found) throw new Error('no such connector');
const connector = found;

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const authToken = 'token-of-the-test';
const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

/** What Twilio's reference says of POST /2010-04-01/Accounts/{Sid}/Messages.json. */
const judge = (request: { method?: string; url?: string; headers: Record<string, unknown>; body: string }) => {
  if (request.headers.authorization !== basic)
    return [401, { code: 20003, message: 'Authenticate', status: 401 }] as const;
  if (request.method === 'GET') return [200, { sid: accountSid, status: 'active' }] as const;
  if (request.url !== `/2010-04-01/Accounts/${accountSid}/Messages.json`)
    return [404, { code: 20404, status: 404 }] as const;
  if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') return [415, {}] as const;
  const form = new URLSearchParams(request.body);
  const to = form.get('To') ?? '';
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return [400, { code: 21211, message: `${to} is not valid`, status: 400 }] as const;
  if (!form.get('From') && !form.get('MessagingServiceSid')) return [400, { code: 21603, status: 400 }] as const;
  if (!form.get('Body')) return [400, { code: 21602, status: 400 }] as const;
  return [201, { sid: `SM${'a'.repeat(32)}`, status: 'queued', to }] as const;
};

let server: Server;
let apiUrl = '';
let mode: 'well' | 'busy' | 'broken' | 'rubbish' = 'well';
const taken: URLSearchParams[] = [];
let calls = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      calls += 1;
      if (mode === 'busy') return response.writeHead(429, { 'retry-after': '0' }).end('{"code":20429}');
      if (mode === 'broken') return response.writeHead(503).end('');
      if (mode === 'rubbish') return response.writeHead(201).end('<html>');
      const [status, answer] = judge({
        ...request,
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      });
      if (status === 201) taken.push(new URLSearchParams(body));
      return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  apiUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

const open = (change: { from?: string; authToken?: string } = {}) =>
  connector.connect({
    config: { apiUrl, from: change.from ?? '+15005550006' },
    credentials: { accountSid, authToken: change.authToken ?? authToken },
    ports: { wait: async () => {} },
  });

const message = { to: '+436601234567', text: 'Hotel: Schlüssel 🔑', callbackUrl: 'https://keys.example.com/cb' };

describe('sending', () => {
  it('is a request that Twilio takes, and gives its id', async () => {
    mode = 'well';
    expect(await open().send(message)).toEqual({ ok: true, providerRef: `SM${'a'.repeat(32)}` });
    expect(Object.fromEntries(taken.at(-1) ?? [])).toEqual({
      To: message.to,
      From: '+15005550006',
      Body: message.text,
      StatusCallback: message.callbackUrl,
    });
    const service = `MG${'b'.repeat(32)}`;
    await open({ from: service }).send({ ...message, callbackUrl: null });
    expect(Object.fromEntries(taken.at(-1) ?? [])).toEqual({
      To: message.to,
      MessagingServiceSid: service,
      Body: message.text,
    });
  });

  it('takes a plain no as a value, without the words that quote the number', async () => {
    mode = 'well';
    expect(await open().send({ ...message, to: '+12' })).toEqual({ ok: false, code: 'refused', vendorCode: '21211' });
  });

  it('says that credentials are refused', async () => {
    mode = 'well';
    await expect(open({ authToken: 'wrong' }).send(message)).rejects.toMatchObject({ code: 'vendor_unauthorised' });
    expect(await open({ authToken: 'wrong' }).test()).toMatchObject({ ok: false, code: 'vendor_unauthorised' });
    expect(await open().test()).toEqual({ ok: true });
  });

  it('is never repeated when Twilio may have taken it, only when it was told to come again', async () => {
    for (const [as, times] of [
      ['broken', 1],
      ['rubbish', 1],
      ['busy', 4],
    ] as const) {
      mode = as;
      const before = calls;
      await expect(open().send(message)).rejects.toMatchObject({ name: 'ConnectorError' });
      expect(calls - before, as).toBe(times);
    }
  });
});

describe('delivery reports', () => {
  const url = 'https://keys.example.com/v1/messages/sms-callbacks/secret';
  const form = {
    MessageSid: `SM${'a'.repeat(32)}`,
    MessageStatus: 'delivered',
    AccountSid: accountSid,
    To: '+436601234567',
  };
  const signed = (fields: Record<string, string>) => ({
    url,
    form: fields,
    headers: { 'x-twilio-signature': twilioSignature(authToken, { url, form: fields }).toString('base64') },
  });

  it('are signed as Twilio documents it', () => {
    // Address, then each field's name and value in the order of names, nothing between.
    const text = `${url}AccountSid${accountSid}MessageSid${form.MessageSid}MessageStatusdeliveredTo+436601234567`;
    const expected = createHmac('sha1', authToken).update(text).digest();
    expect(twilioSignature(authToken, { url, form })).toEqual(expected);
  });

  it.each([
    ['delivered', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['sent', null],
    ['queued', null],
  ])('%s is %s', (status, state) => {
    const report = connector.readReport(signed({ ...form, MessageStatus: status }), { authToken });
    expect(report).toEqual({ ok: true, providerRef: form.MessageSid, state });
  });

  it('are believed only with their signature', () => {
    const right = signed(form);
    expect(connector.readReport({ ...right, form: { ...form, MessageStatus: 'failed' } }, { authToken })).toMatchObject(
      {
        code: 'bad_signature',
      },
    );
    expect(connector.readReport({ ...right, url: `${url}x` }, { authToken })).toMatchObject({ code: 'bad_signature' });
    expect(connector.readReport({ ...right, headers: {} }, { authToken })).toMatchObject({ code: 'bad_signature' });
    expect(connector.readReport(right, { authToken: 'other' })).toMatchObject({ code: 'bad_signature' });
    expect(connector.readReport(right, {})).toMatchObject({ code: 'bad_signature' });
    expect(connector.readReport(signed({ ...form, MessageSid: 'x' }), { authToken })).toMatchObject({
      code: 'malformed',
    });
  });
});

it('names wrong settings', () => {
  expect(
    connector.checkConfig({ config: { from: 'not a sender!!' }, credentials: { accountSid: 'x', authToken } }),
  ).toEqual({
    ok: false,
    problems: [
      { field: 'from', code: 'malformed' },
      { field: 'accountSid', code: 'malformed' },
    ],
  });
  expect(connector.checkConfig({ config: {}, credentials: {} })).toMatchObject({ ok: false });
});
