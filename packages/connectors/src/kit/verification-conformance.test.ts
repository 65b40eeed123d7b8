// The conformance suite over every provider found by its folder, and over a stand-in with a page of its own; and faults that it must find.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './answer-reader.ts';
import { ConnectorError } from './connector-error.ts';
import { findConnectors } from './find-connectors.ts';
import { checkFields } from './manifest.ts';
import { createVendorHttp } from './vendor-http.ts';
import { VERIFICATION_CONFORMANCE, type VerificationHarness } from './verification-conformance.ts';
import type { VerificationConnector } from './verification-connector.ts';

const { verification } = await findConnectors();

describe.each([...verification.values()])('provider $manifest.id', (connector) => {
  it.each(VERIFICATION_CONFORMANCE)('$name', (check) =>
    check.run({ connector, input: { config: {}, credentials: {} } }),
  );
});

/** A provider of the other kind, small but whole: its own page, signed callbacks, results read back over HTTP. */
const standIn = (faults: { believes?: boolean; forgets?: boolean } = {}): VerificationHarness => {
  const secret = 'callback-secret';
  const checks = new Map<string, { ref: string; decision: string | null }>();
  let mode: 'well' | 'down' | 'refusing' | 'rubbish' = 'well';
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (mode === 'down') throw new TypeError('down');
    if (mode === 'refusing') return new Response('{}', { status: 401 });
    if (mode === 'rubbish') return new Response('<html>', { status: 200 });
    const path = new URL(String(url)).pathname;
    if (init?.method === 'POST') {
      const { external } = JSON.parse(String(init.body)) as { external: string };
      const known = faults.forgets ? undefined : checks.get(external);
      const one = known ?? { ref: randomUUID(), decision: null };
      checks.set(external, one);
      return Response.json({ ref: one.ref, url: `https://page.example.com/${one.ref}` });
    }
    const found = [...checks.values()].find(({ ref }) => path.endsWith(ref));
    return Response.json({ decision: found?.decision ?? 'open' });
  };
  const signature = (body: string): Buffer => createHmac('sha256', secret).update(body).digest();
  const connector: VerificationConnector = {
    manifest: {
      kind: 'verification',
      id: 'stand-in',
      name: 'Stand-in',
      capabilities: ['own_capture', 'callbacks'],
      documentation: 'none',
      config: [{ name: 'apiUrl', label: 'API', kind: 'url', required: true }],
      credentials: [{ name: 'token', label: 'Token', kind: 'secret', required: true }],
    },
    checkConfig: ({ config, credentials }) =>
      checkFields([...connector.manifest.config, ...connector.manifest.credentials], { ...config, ...credentials }),
    connect: ({ ports }) => {
      const http = createVendorHttp('Stand-in', ports);
      const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
        const answer = await http({
          what: 'a call',
          method,
          url: `https://api.example.com${path}`,
          headers: {},
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (answer.status === 401) throw new ConnectorError('vendor_unauthorised', 'Stand-in: refused');
        try {
          return readAnswer('Stand-in', 'answer', JSON.parse(answer.text));
        } catch {
          throw new ConnectorError('vendor_bad_answer', 'Stand-in: not JSON');
        }
      };
      return {
        start: async ({ checkId }) => {
          const answer = await ask('POST', '/checks', { external: checkId });
          return { next: 'open_page', url: answer.text('url'), providerRef: answer.text('ref') };
        },
        result: async ({ providerRef }) => {
          const decision = (await ask('GET', `/checks/${providerRef}`)).text('decision');
          return decision === 'verified' || decision === 'failed'
            ? { state: 'decided', decision, reason: null }
            : { state: 'pending' };
        },
        erase: async ({ providerRef }) => {
          await ask('GET', `/erase/${providerRef}`);
        },
        test: async () => {
          try {
            await ask('GET', '/');
            return { ok: true };
          } catch (error) {
            return { ok: false, code: 'x', message: String(error) };
          }
        },
      };
    },
    readCallback: ({ headers, body }) => {
      const sent = Buffer.from(headers['x-signature'] ?? '', 'hex');
      const right = signature(body);
      if (!faults.believes && (sent.length !== right.length || !timingSafeEqual(sent, right))) {
        return { ok: false, code: 'bad_signature' };
      }
      return { ok: true, providerRef: body.trim() };
    },
  };
  return {
    connector,
    input: {
      config: { apiUrl: 'https://api.example.com' },
      credentials: { token: 't' },
      ports: { fetch, wait: async () => {} },
    },
    decide: async (ref, decision) => {
      for (const one of checks.values()) if (one.ref === ref) one.decision = decision;
    },
    callback: (ref) => ({ headers: { 'x-signature': signature(ref).toString('hex') }, body: ref }),
    behave: (as) => {
      mode = as;
    },
  };
};

describe('a provider with a page of its own', () => {
  it.each(VERIFICATION_CONFORMANCE)('$name', (check) => check.run(standIn()));
});

describe('the suite finds', () => {
  const failing = async (harness: () => VerificationHarness): Promise<string[]> => {
    const failed: string[] = [];
    for (const check of VERIFICATION_CONFORMANCE) await check.run(harness()).catch(() => failed.push(check.name));
    return failed;
  };
  it('a callback that is believed without its signature', async () => {
    expect(await failing(() => standIn({ believes: true }))).toEqual([
      'a callback is a hint, and only with its signature',
    ]);
  });
  it('a start that makes a second check', async () => {
    expect(await failing(() => standIn({ forgets: true }))).toEqual([
      'starting again is the same check, on the side that captures',
    ]);
  });
});
