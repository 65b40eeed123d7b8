// Builds the guest app into dist/, served under /guest/, with its service worker; fails when the first load grows too big.
import { preact } from '@preact/preset-vite';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** First-load script, gzipped (docs/house.md §3). */
const MOST_BYTES = 70_000;

/** Prints the gzipped size of the script that a first visit loads; throws above the limit. */
function weigh(): Plugin {
  return {
    name: 'weigh-first-load',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const scripts = Object.values(bundle).filter((file) => file.type === 'chunk');
      if (!scripts.some((file) => file.isEntry && file.name === 'index')) return; // the service worker's own build
      const first = reachedFrom(scripts);
      const sizes = await Promise.all(first.map(({ code }) => gzipBytes(code)));
      // A guest loads one language (texts/use-texts.ts); the longest counts.
      const languages = await Promise.all(scripts.filter(isLanguage).map(({ code }) => gzipBytes(code)));
      if (languages.length === 0) throw new Error('no language was found in the build');
      const bytes = sizes.reduce((sum, size) => sum + size, 0) + Math.max(...languages);
      const told = `first-load script ${(bytes / 1000).toFixed(1)} kB gzip of at most ${MOST_BYTES / 1000} kB`;
      if (bytes > MOST_BYTES) throw new Error(told);
      console.log(told);
    },
  };
}

/** What the page loads at once: the entry and all that it imports. The rest comes when it is opened. */
function reachedFrom<T extends { fileName: string; name: string; isEntry: boolean; imports: string[] }>(
  scripts: T[],
): T[] {
  const reached = new Set(scripts.filter((file) => file.isEntry && file.name === 'index'));
  for (const file of reached) {
    for (const other of scripts) if (file.imports.includes(other.fileName)) reached.add(other);
  }
  return [...reached];
}

function isLanguage(file: { readonly isDynamicEntry: boolean; readonly facadeModuleId: string | null }): boolean {
  return file.isDynamicEntry && /texts\/src\/guest\/\w\w\.ts$/.test(file.facadeModuleId ?? '');
}

async function gzipBytes(text: string): Promise<number> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await new Response(zipped).arrayBuffer()).byteLength;
}

export default defineConfig({
  base: '/guest/',
  resolve: { conditions: ['nightlatch-source', ...defaultClientConditions] },
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  plugins: [
    preact(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'autoUpdate',
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest}'],
        // The native shell's (src/shell), which has them in its package: no browser loads them.
        globIgnores: ['assets/{capacitor-shell,web}-*.js'],
      },
      manifest: {
        id: '/guest/',
        name: 'Room key',
        short_name: 'Room key',
        description: 'Your hotel room key on this phone',
        start_url: '/guest/',
        scope: '/guest/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f5f2eb',
        theme_color: '#1d463d',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
    weigh(),
  ],
});
