// The baseline's eyes: on a page of three parts each fault that a picture would show is found, and another font is none.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from './browser.fixture.ts';
import { compareLayouts, lookAtLayout } from './layout.fixture.ts';

const PAGE = `<style>
    * { margin: 0; box-sizing: border-box } body { font: 16px sans-serif } main { display: flex; gap: 20px; padding: 20px }
    section { width: 400px; padding: 20px; position: relative }
  </style>
  <main>
    <section data-testid="keys"><h2>Digital keys</h2><button data-testid="issue">Issue</button>
      <ul><li><button>Revoke</button></li></ul></section>
    <section data-testid="guest"><h2>Guest</h2><a href="#x" data-testid="profile">Ada</a></section>
  </main>`;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});
afterAll(() => browser?.close());

/** What is found after the style was put on the page that the baseline was taken from. */
const found = async (style: string): Promise<string[]> => {
  await page.setContent(PAGE);
  const { parts } = await lookAtLayout(page);
  await page.addStyleTag({ content: style });
  const now = await lookAtLayout(page);
  return [...now.faults, ...compareLayouts(parts, now.parts)];
};

describe('where the parts of a screen stand', () => {
  it.each([
    ['another font and a longer list', 'body { font: 19px serif } li { height: 400px }'],
    ['a few pixels', 'main { padding-left: 32px }'],
    ['a list that is empty today', 'li { display: none }'],
  ])('%s is no finding', async (_, style) => expect(await found(style)).toEqual([]));

  it.each([
    ['moved', '[data-testid="guest"] { left: 60px }', /guest stood from .* px and stands from/],
    ['hidden', '[data-testid="issue"] { visibility: hidden }', /button\.issue is gone/],
    ['squeezed', '[data-testid="keys"] { width: 200px }', /keys stood from/],
    ['covered', '[data-testid="guest"] { left: -420px; background: white }', /button is covered by section\.guest/],
    ['turned round', 'main { flex-direction: row-reverse }', /stood from|changed places/],
    ['stacked', 'main { flex-direction: column }', /guest stood from/],
  ])('a part that is %s is found', async (_, style, finding) =>
    expect(await found(style)).toContainEqual(expect.stringMatching(finding)),
  );
});
