// The look in Mantine's terms: the colour of night, calm corners, no external font.
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const night: MantineColorsTuple = [
  '#eef1fb',
  '#dbe1f5',
  '#b6c2ea',
  '#8f9fde',
  '#6f82d3',
  '#4f63c4',
  '#3c50b4',
  '#303f99',
  '#253178',
  '#182145',
];

const grey: MantineColorsTuple = [
  '#f7f8fb',
  '#eff1f6',
  '#e3e6ee',
  '#d3d7e2',
  '#b9bfcf',
  '#8d94a8',
  '#686f84',
  '#4b5266',
  '#303647',
  '#1b2030',
];

const dark: MantineColorsTuple = [
  '#dde1ef',
  '#b7bdd2',
  '#9aa2bb',
  '#6d7592',
  '#3b4360',
  '#2a3150',
  '#1d2340',
  '#141a33',
  '#0f142a',
  '#0a0e20',
];

/** The theme; its variables are written to CSS at build time (build/theme-css.ts). */
export const theme = createTheme({
  colors: { night, gray: grey, dark },
  primaryColor: 'night',
  primaryShade: { light: 6, dark: 5 },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
