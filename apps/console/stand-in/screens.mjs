// Walks through every screen over the stand-in: screenshots in three sizes and both schemes, axe, CSP, script errors.
// Use: npx vite build && node stand-in/screens.mjs [part of `screen.size.scheme`]; pictures land in test-results/screens.
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const AXE = new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url).pathname;
const only = process.argv[2] ?? '';
const server = await preview({ mode: 'stand-in', preview: { port: 0, host: '127.0.0.1' } });
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    '--disable-sync',
    '--no-pings',
  ],
});
const SIZES = { desk: [1440, 900], tablet: [820, 1180], phone: [390, 844] };
const problems = [];
const report = (text) => {
  problems.push(text);
  console.log(text);
};

const openRow = async (page, name) => {
  await page.getByTestId('bookings-search').fill(name);
  const row = page.getByTestId('booking-row').filter({ hasText: name }).first();
  await row.getByRole('link').click();
  await page.getByTestId('timeline').waitFor();
};
const openStatus = async (page, status, keys) => {
  await page.goto(`${page.url().split('?')[0]}?status=${status}${keys ? `&keys=${keys}` : ''}`);
  await page.getByTestId('booking-row').first().getByRole('link').click();
  await page.getByTestId('timeline').waitFor();
};

/** Each screen starts signed in on the list of bookings, but for the first ones and today's. */
const SCREENS = {
  'sign-in': { anonymous: true, go: (page) => page.getByTestId('demo-sign-in').first().waitFor() },
  'sign-in-wrong': {
    anonymous: true,
    go: async (page) => {
      await page.getByTestId('sign-in-email').fill('lena@bellevue.example');
      await page.getByTestId('sign-in-password').fill('wrong');
      await page.getByTestId('sign-in-submit').click();
      await page.getByText('do not belong together').waitFor();
    },
  },
  today: { today: true, go: (page) => page.getByTestId('today-guest').first().waitFor() },
  bookings: { go: () => undefined },
  'bookings-search': {
    go: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('kel');
      await page.waitForURL(/search=kel/);
      await page.getByText('Keller').first().waitFor();
      await page.locator('[aria-busy="false"]').waitFor();
    },
  },
  'bookings-none': {
    go: async (page) => {
      await page.getByTestId('bookings-search').fill('nobody at all');
      await page.getByText('No booking matches').waitFor();
    },
  },
  'bookings-loading': {
    go: async (page) => {
      await page.route(/v1.*\/bookings/, () => undefined);
      await page.goto(`${page.url().split('?')[0]}`);
      await page.getByLabel('Loading bookings').waitFor();
    },
  },
  'bookings-error': {
    go: async (page) => {
      await page.route(/v1.*\/bookings/, (route) =>
        route.fulfill({ status: 403, json: { code: 'forbidden', status: 403 } }),
      );
      await page.reload();
      await page.getByRole('alert').waitFor();
    },
  },
  'booking-delivered': { go: (page) => openStatus(page, 'checked_in', 'delivered') },
  'booking-waiting': { go: (page) => openStatus(page, 'checked_in', 'waiting') },
  'booking-revoked': { go: (page) => openStatus(page, 'checked_in', 'could_still_open') },
  'booking-confirmed': { go: (page) => openStatus(page, 'confirmed') },
  'booking-checked-out': { go: (page) => openStatus(page, 'checked_out') },
  'booking-missing': {
    go: async (page) => {
      await page.goto(`${page.url().split('?')[0]}/01890a5d-ac96-7000-8000-ffffffffffff`);
      await page.getByText('There is no such booking').waitFor();
    },
  },
  'revoke-dialog': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('revoke-key').click();
      await page.getByTestId('revoke-confirm').click();
    },
  },
  'diagnosis-dialog': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('diagnose-key').first().click();
      await page.getByTestId('diagnosis').waitFor();
    },
  },
  'validity-dialog': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('change-validity').first().click();
    },
  },
  'suspended-resume': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('suspend-key').first().click();
      await page.getByTestId('suspend-confirm').click();
      await page.getByTestId('diagnose-key').first().click();
      await page.getByTestId('diagnosis').waitFor();
      await page.getByTestId('diagnosis-step').click();
      await page.getByTestId('resume-confirm').click();
      await page.getByTestId('suspend-key').first().waitFor();
    },
  },
  'reissue-dialog': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('reissue-key').click();
    },
  },
  'issue-when-met': {
    go: async (page) => {
      await openStatus(page, 'confirmed');
      await page.getByTestId('issue-when-met').click();
    },
  },
  'issue-validity': {
    go: async (page) => {
      await openRow(page, 'Amélie');
      await page.getByTestId('issue-key').click();
      await page.getByTestId('issue-change-validity').click();
      await page.getByTestId('issue-valid-until').fill('2031-01-01T10:00');
      await page.getByTestId('issue-confirm').click();
      await page.getByRole('alert').waitFor();
    },
  },
  link: {
    go: async (page) => {
      await openStatus(page, 'confirmed');
      await page.getByTestId('create-link').click();
      await page.getByTestId('link-qr').waitFor();
      await page.getByTestId('link-qr').scrollIntoViewIfNeeded();
    },
  },
  account: { go: (page) => page.getByTestId('account').click() },
  doors: {
    go: async (page) => {
      await page.getByRole('link', { name: 'Doors' }).click();
      await page.getByTestId('access-event').first().waitFor();
    },
  },
  'doors-one': {
    go: async (page) => {
      await page.getByRole('link', { name: 'Doors' }).click();
      await page.getByTestId('door-row').nth(4).getByRole('link').click();
      await page.getByTestId('access-event').first().waitFor();
    },
  },
  viewer: { role: 'viewer', go: (page) => openStatus(page, 'checked_in', 'delivered') },
  'not-found': {
    go: async (page) => {
      await page.goto(`${base}nowhere`);
      await page.getByText('There is no such page').waitFor();
    },
  },
  expired: {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.context().clearCookies();
      await page.getByTestId('create-link').click();
      await page.getByText('Please sign in again').waitFor();
    },
  },
  'expired-in-dialog': {
    go: async (page) => {
      await openStatus(page, 'checked_in', 'delivered');
      await page.getByTestId('revoke-key').click();
      await page.getByTestId('revoke-reason').selectOption('other');
      await page.getByTestId('revoke-note').fill('What was typed stays');
      await page.context().clearCookies();
      await page.getByTestId('revoke-confirm').click();
      await page.getByText('Please sign in again').waitFor();
      await page.getByTestId('sign-in-password').fill('demo');
      await page.keyboard.press('Enter');
      await page.getByText('Please sign in again').waitFor({ state: 'detached' });
      if ((await page.getByTestId('revoke-note').inputValue()) !== 'What was typed stays')
        throw new Error('the form is lost');
      await page.getByTestId('revoke-confirm').dblclick();
      await page.getByText('The key is revoked').waitFor();
      await page.getByTestId('could-still-open').waitFor();
    },
  },
  keyboard: {
    go: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('Marek');
      await page.waitForURL(/search=Marek/);
      await page.locator('[aria-busy="false"]').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.getByTestId('timeline').waitFor();
      const heading = await page.evaluate(() => document.activeElement?.tagName);
      if (heading !== 'H1') throw new Error(`the focus is on ${heading}, not on the page's heading`);
      await page.getByTestId('reissue-key').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('reissue-confirm').waitFor();
      await page.keyboard.press('Escape');
      await page.getByTestId('reissue-confirm').waitFor({ state: 'detached' });
      const back = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
      if (back !== 'reissue-key') throw new Error(`the focus came back to ${back}`);
    },
  },
  lost: {
    go: async (page) => {
      await page.route(/\/live$/, (route) => route.abort());
      await page.reload();
      await page.getByText('The connection is lost').waitFor();
      await page.waitForTimeout(1700);
    },
  },
};

for (const [size, [width, height]] of Object.entries(SIZES)) {
  for (const scheme of ['light', 'dark']) {
    for (const [name, screen] of Object.entries(SCREENS)) {
      if (!`${name}.${size}.${scheme}`.includes(only)) continue;
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, bypassCSP: false });
      // An init script is not under the page's CSP.
      await context.addInitScript({ path: AXE });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) =>
          console.error(`CSP ${event.effectiveDirective} ${event.blockedURI}`),
        );
      });
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      const where = `${name} ${size} ${scheme}`;
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (401|403|404|422)|ERR_FAILED/.test(message.text()))
          report(`${where}: ${message.text()}`);
      });
      page.on('pageerror', (error) => report(`${where}: ${error.message}`));
      try {
        await page.goto(base);
        if (!screen.anonymous) {
          await page.locator(`[data-testid="demo-sign-in"][data-role="${screen.role ?? 'location_admin'}"]`).click();
          await page.getByTestId('today-problems').waitFor();
          if (!screen.today) {
            await page.getByRole('link', { name: 'Bookings', exact: true }).click();
            await page.getByTestId('booking-row').first().waitFor();
          }
        }
        await screen.go(page);
        await page.waitForTimeout(350); // transitions come to rest before the picture
        await page.screenshot({ path: `test-results/screens/${name}.${size}.${scheme}.png`, fullPage: false });
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) report(`${where}: ${wide} px wider than the screen`);
        if (size !== 'tablet') {
          const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
          for (const one of result.violations) {
            problems.push(
              `${where}: axe ${one.id}: ${one.nodes
                .slice(0, 3)
                .map((node) => `${node.target} ${node.any[0]?.message ?? ''}`)
                .join(' | ')}`,
            );
          }
        }
      } catch (error) {
        report(`${where}: ${String(error.message).split('\n').slice(0, 3).join(' ')}`);
        await page
          .screenshot({ path: `test-results/screens/failed-${name}.${size}.${scheme}.png` })
          .catch(() => undefined);
      }
      await context.close();
    }
  }
}
await browser.close();
await server.close();
console.log(problems.length === 0 ? 'no problems' : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
