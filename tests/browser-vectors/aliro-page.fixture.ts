// A page in Chromium that holds the protocol library as built: its ES modules as they are, over a loopback server.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../journeys/browser.fixture.ts';

/** Served as they are: the library's modules and those of the one library it imports. */
const FOLDERS: Readonly<Record<string, string>> = {
  aliro: fileURLToPath(new URL('../../packages/aliro/dist/', import.meta.url)),
  hashes: dirname(fileURLToPath(import.meta.resolve('@noble/hashes/sha2.js'))),
};

const start = `<!doctype html><title>aliro</title>
<script type="importmap">{ "imports": { "@noble/hashes/": "/hashes/" } }</script>
<script type="module">import * as aliro from '/aliro/index.js'; globalThis.aliro = aliro;</script>`;

/** What the page's code finds the library under: `(globalThis as unknown as AliroGlobal).aliro`. */
export type AliroGlobal = { readonly aliro: typeof import('@nightlatch/aliro') };

export type AliroPage = { readonly page: Page; readonly errors: string[]; close(): Promise<void> };

function serve(): Server {
  return createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end(start);
      return;
    }
    const [, folder = '', file = ''] = /^\/([a-z]+)\/([a-z0-9/_-]+\.js)$/.exec(path) ?? [];
    const from = FOLDERS[folder];
    if (from === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(from, file)).then(
      (module) => response.setHeader('content-type', 'text/javascript').end(module),
      () => response.writeHead(404).end(),
    );
  });
}

/** Opens it. Loopback counts as a secure context, without which a page has no WebCrypto. */
export async function openAliroPage(): Promise<AliroPage> {
  const server = serve();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `as`: a TCP server that listens has such an address.
  const { port } = server.address() as AddressInfo;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    browser = await startBrowser();
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction('globalThis.aliro !== undefined', undefined, { timeout: 20_000 });
    return { page, errors, close };
  } catch (error) {
    await close();
    throw error;
  }
}
