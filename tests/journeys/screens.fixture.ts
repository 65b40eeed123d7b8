// What is looked at on every screen: axe, nothing wider than the window, nothing left in English; and a picture of it.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Language, loadConsoleTexts, loadGuestPageTexts, loadGuestTexts } from '@nightlatch/texts';
import type { Page } from 'playwright-core';

const pictures = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
};

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Every rule of WCAG 2.2 A and AA that axe can judge; `contrast`: what another colour scheme may change; `words`: what another language may. */
const RULES = {
  all: { runOnly: WCAG },
  contrast: { runOnly: ['color-contrast'] },
  // The costliest rule by far, and the colours are those of every language.
  words: { runOnly: WCAG, rules: { 'color-contrast': { enabled: false } } },
} as const;

/** Findings of axe on the page as it is now, one line each. */
export const axeFindings = async (page: Page, rules: keyof typeof RULES): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const run = `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...RULES[rules] })})`;
  const { violations } = await page.evaluate<AxeResult>(run);
  return violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `axe ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}: ${first?.failureSummary?.split('\n')[1]?.trim() ?? ''}`;
  });
};

/** Resolves when nothing moves any more: transitions have ended, fonts are there. */
export const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    // A change of scheme reaches the styles one frame later, and its transitions begin with the next.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    // Endless ones (a skeleton, a spinner) are not waited for.
    const finite = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(finite.map((one) => one.finished));
  });

/** How many pixels the page is wider than its window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What a screen reader is told of the page's main part, from Chromium's own accessibility tree: what can be acted on, headings and live regions, in their order. */
export const spokenOf = async (page: Page): Promise<string[]> => {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  type Node = (typeof nodes)[number];
  const property = (node: Node, name: string): unknown =>
    node.properties?.find((one) => one.name === name)?.value.value;
  const textOf = (node: Node): string =>
    node.role?.value === 'StaticText'
      ? String(node.name?.value ?? '')
      : (node.childIds ?? []).map((id) => textOf(byId.get(id) ?? node)).join('');
  const walk = (node: Node, within: boolean): void => {
    const role = String(node.role?.value);
    const name = String(node.name?.value ?? '').replaceAll(/\s+/g, ' ');
    const inside = within || role === 'main';
    if (inside && !node.ignored) {
      if (role === 'heading') lines.push(`heading ${property(node, 'level')}: ${name}`);
      if (role === 'button' || role === 'link' || role === 'radio')
        lines.push(`${role}: ${name}${property(node, 'disabled') === true ? ', unavailable' : ''}`);
      if (role === 'status' || role === 'alert') lines.push(`${role}: ${textOf(node)}`);
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child, inside);
    }
  };
  const [root] = nodes;
  if (root) walk(root, false);
  return lines;
};

/** Large grounds that would blind at night, of the elements that `among` picks: their background is light. The brass of an act may shine a little. */
export const brightGrounds = (page: Page, among: string): Promise<string[]> =>
  page.evaluate((picked) => {
    const bright: string[] = [];
    for (const element of document.querySelectorAll(`html, body, body *${picked}`)) {
      const { width, height } = element.getBoundingClientRect();
      const [red = 0, green = 0, blue = 0, alpha = 1] =
        getComputedStyle(element)
          .backgroundColor.match(/[\d.]+/g)
          ?.map(Number) ?? [];
      const light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
      if (width * height > 20_000 && alpha > 0.5 && light > 0.6) bright.push(element.className || element.tagName);
    }
    return bright;
  }, among);

/** Words that their own box does not show whole. Pictures drawn outside of a box are no words. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lost: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('main *, header *')) {
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())) continue;
      const { overflowX, visibility } = getComputedStyle(element);
      if (visibility === 'hidden' || overflowX === 'visible') continue;
      if (element.scrollWidth > element.clientWidth + 1) lost.push(element.textContent?.trim() ?? '');
    }
    return lost;
  });

const sentencesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /\p{L} \p{L}/u.test(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(sentencesIn) : [];
};

/** Sentences of the English catalogues of at least two words that `language` says in other words. */
export const englishSentences = async (language: Language): Promise<string[]> => {
  const loads = [loadConsoleTexts, loadGuestTexts, loadGuestPageTexts];
  const sentences = async (one: Language): Promise<string[]> =>
    (await Promise.all(loads.map((load) => load(one)))).flatMap(sentencesIn);
  const [english, others] = await Promise.all([sentences('en'), sentences(language)]);
  return [...new Set(english)].filter((sentence) => !others.includes(sentence));
};

/** Those of `sentences` that the page shows, or tells a screen reader. */
export const shownOf = (page: Page, sentences: readonly string[]): Promise<string[]> =>
  page.evaluate((wanted) => {
    const said = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) said.add(walker.currentNode.textContent?.trim() ?? '');
    for (const node of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.add(node.getAttribute(name) ?? '');
    }
    return wanted.filter((sentence) => said.has(sentence));
  }, sentences);

/** Takes the picture test-results/screens/<name>.png of what the window shows, where pictures are asked for: four hundred take minutes. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  if (!process.env.NIGHTLATCH_PICTURES) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};
