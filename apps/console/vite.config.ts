// Builds the console as static files under /console/; no inline script or style, so that the server can send a strict CSP.
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { colorSchemeFirst } from './build/color-scheme-first.ts';
import { themeCss } from './build/theme-css.ts';

export default defineConfig(async ({ mode }) => ({
  base: '/console/',
  resolve: { conditions: ['nightlatch-source', ...defaultClientConditions] },
  plugins: [
    react(),
    themeCss(),
    colorSchemeFirst(),
    // `--mode stand-in`: a hotel in memory instead of the server, for work on the screens only.
    ...(mode === 'stand-in' ? [(await import('./stand-in/plugin.ts')).standIn()] : []),
  ],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
}));
