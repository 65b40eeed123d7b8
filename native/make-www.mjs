// `npm run www`: puts the built guest app into www/, as the native shell carries it: the same scripts, and a page that says that it is the shell's.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../apps/guest/dist/', import.meta.url));

/** What only a browser needs. */
const LEFT_OUT = /service-worker\.js|manifest\.webmanifest|\.(br|gz|map)$/;

/** The server's header in a browser; here the hotels' servers are not known beforehand, and never spoken to in the clear. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob:",
  "connect-src 'self' https: wss:",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** Makes `target` anew from the build of the guest app. Throws when there is none. */
export async function makeWww(target) {
  const page = await readFile(join(dist, 'index.html'), 'utf8').catch(() => {
    throw new Error('the guest app is not built: npm run build');
  });
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  // The scripts ask for each other below /guest/, as on a server; the shell's own web view starts at the root.
  await cp(dist, join(target, 'guest'), {
    recursive: true,
    filter: (from) => !LEFT_OUT.test(from) && from !== join(dist, 'index.html'),
  });
  const marked = page
    .replace('<html ', '<html data-shell ')
    .replace(/<link rel="manifest"[^>]*>/, '')
    .replace('<head>', `<head>\n    <meta http-equiv="content-security-policy" content="${POLICY}" />`);
  if (!/<html [^>]*data-shell/.test(marked) || !marked.includes(POLICY)) throw new Error('the page has another form');
  await writeFile(join(target, 'index.html'), marked);
}

if (argv[1] === fileURLToPath(import.meta.url)) await makeWww(fileURLToPath(new URL('www/', import.meta.url)));
