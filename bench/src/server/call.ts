// One call over HTTP, as cheap as Node makes it: clients share the processors with what they measure.
import { type Agent, request } from 'node:http';

export type Call = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly agent: Agent;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** One of this machine's own loopback addresses to come from: limits count by address, and a chain's phones have many. */
  readonly from?: string;
};

export type Answer = { readonly status: number; readonly text: string };

export const call = (of: Call): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(of.url, {
      method: of.method ?? 'POST',
      agent: of.agent,
      ...(of.from === undefined ? {} : { localAddress: of.from }),
      headers: {
        ...(of.token === undefined ? {} : { authorization: `Bearer ${of.token}` }),
        ...(of.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...of.headers,
      },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(of.body);
  });

/** The nth loopback address besides 127.0.0.1. */
export const loopback = (n: number): string => `127.0.1.${1 + (n % 250)}`;
