// Writes the theme's CSS variables into a style sheet at build time: MantineProvider would put them in an inline <style>.
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { theme } from '../src/theme/theme.ts';

const ID = 'virtual:theme.css';

/** The plugin that resolves `virtual:theme.css`. */
export const themeCss = (): Plugin => ({
  name: 'nightlatch-theme-css',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  load(id) {
    if (id !== `\0${ID}`) return undefined;
    const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
    const scheme = (name: string): string =>
      `:root[data-mantine-color-scheme="${name}"]{--mantine-color-scheme:${name};color-scheme:${name}}`;
    return { code: `${convertCssVariables(variables, ':root')}${scheme('light')}${scheme('dark')}`, moduleType: 'css' };
  },
});
