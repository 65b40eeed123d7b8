// Every screen of the console: its address, who sees it, and what is pressed on it. A new page is one row here.
import type { Page } from 'playwright-core';

export type Role = 'front_desk' | 'location_admin' | 'brand_admin' | 'viewer';

/** Bookings and doors of the demo that the rows speak of. */
export type Known = {
  readonly locationId: string;
  readonly held: string;
  readonly waiting: string;
  readonly guest: string;
  readonly door: string;
};

export type Screen = {
  readonly name: string;
  /** Below `/console/l/<location>`; with a leading `//`, below `/console`. */
  readonly path: (known: Known) => string;
  /** Absent: the administrator, who sees most. */
  readonly roles?: readonly Role[];
  /** Brings it from the page as loaded to what the row is about. */
  readonly act?: (page: Page) => Promise<void>;
  /** Also looked at while its data is on its way, when it is refused or nobody answers; a list, when there is none, too. */
  readonly states?: 'list' | 'form';
  /** Also looked at in a hotel with ten thousand bookings and audit entries. */
  readonly many?: true;
};

const press =
  (...ids: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const id of ids) await page.getByTestId(id).first().click();
  };

/** The tries at the door are its evidence; they come in a moment after the guest's. */
const diagnose = async (page: Page): Promise<void> => {
  await page.getByTestId('diagnose-key').first().click();
  for (;;) {
    await page.getByTestId('diagnosis').waitFor();
    if (await page.locator('dialog h3').first().isVisible()) return;
    await page.getByTestId('diagnosis-step').click(); // looks again
    await page.waitForTimeout(200);
  }
};

const TOPICS = [
  'set-up',
  'location',
  'branding',
  'digital-keys',
  'rooms',
  'pms',
  'rules',
  'arrival',
  'messages',
  'message-texts',
  'staff',
  'api-keys',
  'webhooks',
  'retention',
  'emergency',
] as const;

/** Topics whose page is empty where nothing was made yet. */
const LISTS: ReadonlySet<string> = new Set(['rooms', 'staff', 'api-keys', 'webhooks', 'emergency']);

export const CONSOLE_SCREENS: readonly Screen[] = [
  {
    name: 'today',
    path: () => '/today',
    roles: ['front_desk', 'viewer', 'location_admin'],
    states: 'list',
    many: true,
  },
  { name: 'bookings', path: () => '/bookings', roles: ['front_desk', 'viewer'], states: 'list', many: true },
  { name: 'bookings-found', path: () => '/bookings?search=101', many: true },
  { name: 'bookings-in-house', path: () => '/bookings?day=in_house', many: true },
  { name: 'account', path: () => '/account', roles: ['front_desk', 'viewer'], states: 'list', many: true },
  { name: 'account-app', path: () => '/account', act: press('second-factor-add') },
  { name: 'account-passkey', path: () => '/account', act: press('passkey-add') },
  { name: 'bookings-none', path: () => '/bookings?search=nobody+at+all' },
  {
    name: 'booking',
    path: ({ held }) => `/bookings/${held}`,
    roles: ['front_desk', 'viewer'],
    states: 'list',
    many: true,
  },
  { name: 'booking-waiting', path: ({ waiting }) => `/bookings/${waiting}` },
  { name: 'booking-link', path: ({ waiting }) => `/bookings/${waiting}`, act: press('create-link') },
  { name: 'booking-revoke', path: ({ held }) => `/bookings/${held}`, act: press('revoke-key', 'revoke-confirm') },
  { name: 'booking-validity', path: ({ held }) => `/bookings/${held}`, act: press('change-validity') },
  { name: 'booking-suspend', path: ({ held }) => `/bookings/${held}`, act: press('suspend-key') },
  { name: 'booking-reissue', path: ({ held }) => `/bookings/${held}`, act: press('reissue-key') },
  { name: 'booking-diagnosis', path: ({ held }) => `/bookings/${held}`, act: diagnose },
  { name: 'booking-invite', path: ({ held }) => `/bookings/${held}`, act: press('invite-companion', 'invite-confirm') },
  { name: 'booking-lost-phone', path: ({ held }) => `/bookings/${held}`, act: press('report-lost') },
  { name: 'booking-unknown', path: () => '/bookings/01890a5d-ac96-7000-8000-ffffffffffff' },
  { name: 'guest', path: ({ guest }) => `/guests/${guest}`, states: 'list', many: true },
  { name: 'requests', path: () => '/requests', states: 'list', many: true },
  { name: 'figures', path: () => '/figures', roles: ['location_admin', 'viewer'], states: 'list', many: true },
  { name: 'audit', path: () => '/audit', roles: ['location_admin', 'viewer'], states: 'list', many: true },
  { name: 'brand', path: () => '/brand', roles: ['brand_admin', 'location_admin'], states: 'list', many: true },
  { name: 'new-location', path: () => '//new-location' },
  { name: 'doors', path: () => '/doors', roles: ['front_desk', 'viewer'], states: 'list', many: true },
  { name: 'door', path: ({ door }) => `/doors?door=${door}` },
  { name: 'door-log-of-guest', path: ({ guest }) => `/doors?guest=${guest}` },
  {
    name: 'door-hours',
    path: () => '/doors',
    act: async (page) => {
      await page.getByTestId('door-row').filter({ hasText: 'Gym' }).getByRole('link').click();
      await press('change-hours')(page);
    },
  },
  { name: 'account', path: () => '/doors', act: press('account') },
  { name: 'settings', path: () => '/settings', roles: ['location_admin', 'front_desk'] },
  ...TOPICS.map(
    (topic): Screen => ({
      name: `settings-${topic}`,
      path: () => `/settings/${topic}`,
      states: LISTS.has(topic) ? 'list' : 'form',
    }),
  ),
  {
    name: 'message-texts-wrong',
    path: () => '/settings/message-texts',
    act: async (page) => {
      await page.getByTestId('words-text').fill('{nothing}');
      await page.getByTestId('words-preview').locator('dd').first().waitFor();
    },
  },
  { name: 'branding-colour', path: () => '/settings/branding', act: press('colour-chosen', 'look-light') },
  { name: 'no-such-page', path: () => '//nowhere' },
];
