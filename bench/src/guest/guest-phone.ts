// A phone with a guest's key in it: what the guest app's figures are measured on.
import type { BrowserContext, Page } from 'playwright-core';
import { type OwnChromium, startOwnChromium } from '../browser/own-chromium.ts';
import { type Hotel, until } from '../server/hotel.ts';

export type GuestPhone = {
  readonly chromium: OwnChromium;
  /** A link that nobody has used. */
  readonly link: string;
  readonly keyId: string;
};

/** A guest in the house who leaves last: whoever leaves today has no key after the check-out hour. */
const freshLink = async (hotel: Hotel): Promise<string> => {
  const params = { locationId: hotel.locationId };
  const booking = await until('a guest in the house', async () => {
    const { items } = await hotel.desk.call('listBookings', { params, query: { status: 'checked_in' } });
    return items
      .filter(({ roomNumber }) => roomNumber !== null)
      .toSorted((a, b) => b.departureDate.localeCompare(a.departureDate))[0];
  });
  const link = await hotel.desk.call('createEnrolmentLink', { params: { ...params, bookingId: booking.id } });
  return link.url;
};

/** Opened on the list of keys; closed when `visit` is done. */
export const onPage = async <T>(context: BrowserContext, visit: (page: Page) => Promise<T>): Promise<T> => {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  try {
    await page.setViewportSize({ width: 390, height: 844 });
    return await visit(page);
  } finally {
    await page.close();
  }
};

/** Enrols a phone by a link, and waits until it could work without a network. */
export const startGuestPhone = async (hotel: Hotel): Promise<GuestPhone> => {
  const chromium = await startOwnChromium();
  const link = await freshLink(hotel);
  const keyId = await chromium.use((context) =>
    onPage(context, async (page) => {
      await page.goto(link);
      await page.getByTestId('enrol-button').click();
      await page.getByTestId('unlock-button').first().waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.getByTestId('open-share').click();
      return new URL(page.url()).hash.replace('#share=', '');
    }),
  );
  return { chromium, keyId, link: await freshLink(hotel) };
};
