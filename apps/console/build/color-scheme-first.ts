// Loads public/color-scheme.js before the first paint: a classic script in a file, since a strict CSP forbids inline ones.
import type { Plugin } from 'vite';

/** The plugin that puts the script tag into the page's head. */
export const colorSchemeFirst = (): Plugin => ({
  name: 'nightlatch-color-scheme-first',
  transformIndexHtml: {
    order: 'post',
    handler: () => [{ tag: 'script', attrs: { src: '/console/color-scheme.js' }, injectTo: 'head-prepend' }],
  },
});
