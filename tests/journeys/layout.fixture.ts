// Where things stand on a screen, without its texts: what a picture would show of a moved, hidden or covered part, whatever the
// machine's fonts and the day's data. The baseline is console-layout.txt; NIGHTLATCH_BASELINE=1 writes it anew (docs/decisions/0084).
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const file = new URL('./console-layout.txt', import.meta.url);

/** How far the edges of a part may stand from where the baseline has them: other fonts make other widths. */
const TOLERANCE_PX = 24;

/** How long a screen may take on a busy machine until all its parts are there. */
const PATIENCE_MS = 20_000;

/** Of each screen its parts, one line each: `<part> <left> <width>` of what holds others, `<part>` of what stands in it. */
type Layouts = Map<string, readonly string[]>;

const readLayouts = (): Layouts => {
  const blocks = readFileSync(file, 'utf8').split('\n# ').slice(1);
  return new Map(
    blocks.map((block) => {
      const [name = '', ...lines] = block.trimEnd().split('\n');
      return [name, lines] as const;
    }),
  );
};

/** Runs in the page: parts from top to bottom within each column, and what covers or sticks out of what. */
const look = (): { parts: string[]; faults: string[] } => {
  const HOLDERS = 'nav, main, aside, section, article, table, form, search, dialog, header, footer, fieldset';
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, h1, h2, h3';
  /** What is listed is the day's data; its frame is not. */
  const DATA = 'ul, ol, tbody, svg, [data-testid="today-problems"], [data-testid="today-guests"]';
  const seen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1 &&
    element.getBoundingClientRect().height > 1;
  /** Tag and the name that the source gave it: its test id, else its class in the style sheet of its component. */
  const nameOf = (element: Element): string => {
    const own = [...element.classList].map((one) => /^_([A-Za-z]+)_/.exec(one)?.[1]).find(Boolean);
    const name = element.getAttribute('data-testid') ?? own;
    return `${element.tagName.toLowerCase()}${name ? `.${name}` : ''}`;
  };
  const pathOf = (element: Element): string => {
    const path = [nameOf(element)];
    for (let up = element.parentElement; up; up = up.parentElement) if (up.matches(HOLDERS)) path.unshift(nameOf(up));
    return path.join('>');
  };
  // Behind an open dialog everything else is only its background.
  const root = document.querySelector('dialog[open]') ?? document.body;
  const all = (selector: string): Element[] => [
    ...(root.matches(selector) ? [root] : []),
    ...[...root.querySelectorAll(selector)].filter(seen),
  ];
  const inData = (element: Element): boolean => {
    const around = element.closest(DATA);
    return around !== null && (around !== element || element.matches('ul, ol, tbody'));
  };
  const holders = all(HOLDERS)
    .filter((one) => !inData(one) || one.matches(DATA))
    .map((one) => ({ path: pathOf(one), box: one.getBoundingClientRect() }))
    .toSorted(
      (a, b) => Math.round(a.box.x / 40) - Math.round(b.box.x / 40) || a.box.y - b.box.y || b.box.height - a.box.height,
    );
  const controls = all(CONTROLS);
  const lines = [
    ...holders.map(({ path, box }) => `${path} ${Math.round(box.x)} ${Math.round(box.width)}`),
    ...controls
      .filter((one) => !inData(one))
      .map(pathOf)
      .sort(),
  ];
  const paths = new Set<string>();
  const parts = lines.filter((line) => {
    const path = line.split(' ')[0] ?? line;
    if (paths.has(path)) return false;
    paths.add(path);
    return true;
  });
  const faults = controls.flatMap((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return [];
    const top = document.elementFromPoint(x, y);
    const related =
      top === null ||
      one.contains(top) ||
      top.contains(one) ||
      top.closest('label')?.contains(one) ||
      one.closest('label')?.contains(top);
    // A row's link may lie over the whole row, and what announces or waits may lie over everything.
    const allowed = top?.closest('a, [role="status"], [role="alert"], [data-scroll-over]') !== null;
    return related || allowed ? [] : [`${pathOf(one)} is covered by ${nameOf(top ?? one)}`];
  });
  return { parts, faults };
};

const parse = (line: string) => {
  const [path = '', x, width] = line.split(' ');
  return { path, edges: x === undefined ? undefined : [Number(x), Number(x) + Number(width)] };
};

/** What differs from the baseline, in words. */
export const compareLayouts = (was: readonly string[], is: readonly string[]): string[] => {
  const [before, after] = [was.map(parse), is.map(parse)];
  const now = new Map(after.map((one) => [one.path, one]));
  const known = new Set(before.map((one) => one.path));
  const found = before.flatMap(({ path, edges }) => {
    const there = now.get(path);
    if (!there) return [`${path} is gone`];
    const moved = edges?.some((edge, index) => Math.abs(edge - (there.edges?.[index] ?? Number.NaN)) > TOLERANCE_PX);
    return moved
      ? [`${path} stood from ${edges?.join(' to ')} px and stands from ${there.edges?.join(' to ')} px`]
      : [];
  });
  const added = after.filter(({ path }) => !known.has(path)).map(({ path }) => `${path} is new`);
  const order = (parts: typeof before, of: (path: string) => boolean): string[] =>
    parts.filter(({ path, edges }) => edges && of(path)).map(({ path }) => path);
  const [ordered, reordered] = [order(before, (path) => now.has(path)), order(after, (path) => known.has(path))];
  const first = ordered.findIndex((path, index) => path !== reordered[index]);
  return [...found, ...added, ...(first < 0 ? [] : [`${ordered[first]} and ${reordered[first]} changed places`])];
};

/** The parts of the screen as it is now, and what can not be pressed because something lies over it. */
export const lookAtLayout = (page: Page): Promise<{ parts: string[]; faults: string[] }> => page.evaluate(look);

/** Compares screens with the baseline, or collects them to write it. */
export const layoutKeeper = () => {
  const writing = Boolean(process.env.NIGHTLATCH_BASELINE);
  const layouts: Layouts = writing ? new Map() : readLayouts();
  return {
    /** What stands elsewhere, is gone, new or covered on the screen. Parts come one by one as their data comes: it looks until all is as it was, or patience ends. */
    look: async (page: Page, name: string): Promise<string[]> => {
      // Nothing to compare with: what its data takes, retries of an outage included, is given instead.
      if (writing) await page.waitForTimeout(2_500);
      const was = layouts.get(name);
      for (const end = Date.now() + PATIENCE_MS; ; ) {
        const { parts, faults } = await lookAtLayout(page);
        if (writing) {
          layouts.set(name, parts);
          return faults;
        }
        if (!was) return ['is not in the baseline (NIGHTLATCH_BASELINE=1)'];
        const found = [...faults, ...compareLayouts(was, parts)];
        if (found.length === 0 || Date.now() > end) return found;
        await page.waitForTimeout(250);
      }
    },
    /** Ends a run that writes the baseline. */
    end: (): void => {
      if (!writing) return;
      const blocks = [...layouts].toSorted(([a], [b]) => a.localeCompare(b));
      const head =
        'Where the parts of each screen of the console stand: written by the walk through the screens (docs/decisions/0084).';
      writeFileSync(file, `${head}\n\n${blocks.map(([name, lines]) => `# ${name}\n${lines.join('\n')}\n`).join('\n')}`);
    },
  };
};
