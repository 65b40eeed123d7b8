// A real Chromium for journeys: desk and phone as two separate people, a picture of every step.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const pictures = fileURLToPath(new URL('../../test-results/journeys/', import.meta.url));

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = { violations: { id: string; help: string; nodes: { target: unknown[] }[] }[] };

/** Flags that keep Chromium from calling home; `--no-sandbox` is needed as root. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A picture that moves, instead of a camera that no machine of ours has.
  '--use-fake-device-for-media-stream',
];

/** Starts the Chromium that `npm test` found (CHROMIUM_PATH), else the system's. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: quiet });

export type Person = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Messages of errors on the page; a journey ends with none that it did not expect. */
  readonly errors: string[];
  /** Violations of WCAG 2.2 A and AA on the screen as it is now, one line each; see https://github.com/dequelabs/axe-core. */
  violations(): Promise<string[]>;
  /** Takes a picture: test-results/journeys/<number>-<name>.png. */
  picture(name: string): Promise<void>;
};

let taken = 0;

const person = async (browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Person> => {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.setDefaultTimeout(20_000);
  return {
    context,
    page,
    errors,
    violations: async () => {
      // Through the browser's own door, which no page's policy closes.
      await page.evaluate(axeSource);
      const run = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })";
      const result = await page.evaluate<AxeResult>(run);
      return result.violations.map(
        ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`,
      );
    },
    picture: async (name) => {
      mkdirSync(pictures, { recursive: true });
      taken += 1;
      await page.screenshot({ path: join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`), fullPage: true });
    },
  };
};

/** A clerk at a desk screen. */
export const atDesk = (browser: Browser): Promise<Person> =>
  person(browser, { viewport: { width: 1440, height: 900 } });

/** A guest with a phone. */
export const withPhone = (browser: Browser): Promise<Person> =>
  person(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
