// `door.bundle.*`: what lock and phone brain weigh as one minified file, compressed as a browser would fetch it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Family, Figure } from '../figure.ts';
import { repository } from '../run-start.ts';

/** The one function of vite that we use, as far as we use it. */
type Vite = {
  readonly build: (config: object) => Promise<unknown>;
};

/** The guest app's vite: the bench has no bundler of its own. */
const loadVite = async (): Promise<Vite> => {
  const manifest = createRequire(join(repository, 'apps', 'guest', 'package.json')).resolve('vite/package.json');
  return (await import(pathToFileURL(join(dirname(manifest), 'dist', 'node', 'index.js')).href)) as Vite; // by path, so untyped
};

/** Bytes after gzip of everything that a package exports and imports. */
const gzipBytes = async (vite: Vite, name: string): Promise<number> => {
  const built = await vite.build({
    configFile: false,
    root: repository,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: join(repository, 'packages', name, 'dist', 'index.js'), formats: ['es'] },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs.flatMap((one: { output: readonly { type: string; code?: string }[] }) => one.output);
  const code = chunks.map((chunk) => (chunk.type === 'chunk' ? (chunk.code ?? '') : '')).join('\n');
  if (code.length < 1000) throw new Error(`the bundle of ${name} is empty`);
  return gzipSync(code, { level: 9 }).length;
};

export const bundleFigures: Family = {
  group: 'door',
  names: ['door.bundle.lock', 'door.bundle.phone'],
  limit: 'the door protocol alone (everything that packages/aliro exports), bundled the same way',
  measure: async function* (): AsyncIterable<Figure> {
    const vite = await loadVite();
    const limit = await gzipBytes(vite, 'aliro');
    for (const name of ['lock', 'phone']) {
      yield { name: `door.bundle.${name}`, value: await gzipBytes(vite, name), unit: 'bytes gzip', limit, runs: 1 };
    }
  },
};
