// Two builds of the guest app for one server: the one on the disk, and one from before an update, whose files all have other names.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply } from 'fastify';

const dist = fileURLToPath(new URL('../../apps/guest/dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface AppBuilds {
  /** Serves the build from before the update. */
  old: boolean;
  /** Answers a request for a file of the old build while that is served; false: not its own. */
  answer(url: string, reply: FastifyReply): boolean;
}

/** The same code under other names: its pages, scripts and service worker ask for each other by them. */
export async function createAppBuilds(): Promise<AppBuilds> {
  const assets = (await readdir(join(dist, 'assets'))).filter((name) => /\.(js|css)$/.test(name));
  const oldName = (name: string): string => name.replace(/(\.\w+)$/, 'Old$1');
  const files = new Map<string, string>();
  const rename = (text: string): string =>
    assets.reduce((renamed, name) => renamed.replaceAll(name, oldName(name)), text);
  for (const name of assets) {
    files.set(`/guest/assets/${oldName(name)}`, rename(await readFile(join(dist, 'assets', name), 'utf8')));
  }
  const page = rename(await readFile(join(dist, 'index.html'), 'utf8')).replace('<head>', '<head><meta name="old">');
  // Another revision of the page: a browser that holds this worker sees the next one as an update.
  const worker = rename(await readFile(join(dist, 'service-worker.js'), 'utf8')).replace(
    /"revision":"[0-9a-f]+","url":"index\.html"/,
    '"revision":"before","url":"index.html"',
  );
  for (const at of ['/guest/', '/guest/index.html']) files.set(at, page);
  files.set('/guest/service-worker.js', worker);
  const builds: AppBuilds = {
    old: false,
    answer(url, reply) {
      const path = url.split('?')[0] ?? '/';
      const file = builds.old ? files.get(path) : undefined;
      if (file === undefined) return false;
      void reply
        .header('content-type', TYPES[extname(path)] ?? TYPES['.html'])
        .header('cache-control', 'no-cache')
        .send(file);
      return true;
    },
  };
  return builds;
}
