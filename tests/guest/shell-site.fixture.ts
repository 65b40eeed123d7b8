// The pages of the native shell on an origin of their own, as its web view gives them, from this computer.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { makeWww, POLICY } from '../../native/make-www.mjs';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface ShellSite {
  readonly origin: string;
  /** The hotel's server, on this computer and so without TLS: only here the page may speak to it. */
  allow(server: string): void;
  close(): Promise<void>;
}

export async function openShellSite(): Promise<ShellSite> {
  const www = await mkdtemp(join(tmpdir(), 'nightlatch-www-'));
  await makeWww(www);
  let server = '';
  const page = async (): Promise<string> => {
    const text = await readFile(join(www, 'index.html'), 'utf8');
    return text.replace(POLICY, POLICY.replace('connect-src', `connect-src ${server}`));
  };
  const site = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(www, path);
    if (!/\.\w+$/.test(path)) {
      void page().then((text) => response.setHeader('content-type', TYPES['.html'] ?? '').end(text));
      return;
    }
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  return {
    origin: `http://localhost:${address.port}`,
    allow: (at) => {
      server = at;
    },
    async close() {
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
      await rm(www, { recursive: true, force: true });
    },
  };
}
