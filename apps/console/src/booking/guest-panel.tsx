// Who the guest is and how to reach them; viewers get the contact data masked by the server.
import type { Guest } from '@nightlatch/api';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Facts, Panel } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './guest-panel.module.css';

/** The panel. `leads`: the name leads to the guest's own page. */
export const GuestPanel = ({ guest, leads = false }: { guest: Guest; leads?: boolean }) => {
  const texts = useTexts();
  const { location, mayAct } = useCurrentLocation();
  const name = `${guest.firstName} ${guest.lastName}`.trim();
  const contact = (scheme: string, value: string | null): ReactNode => {
    if (value === null) return texts.unknown;
    if (!mayAct) return value;
    return (
      <a className={classes.link} href={`${scheme}:${value}`}>
        {value}
      </a>
    );
  };
  return (
    <Panel heading={texts.booking.guest}>
      <Facts
        items={[
          [
            texts.bookings.columns.guest,
            leads ? (
              <Link
                key="name"
                className={classes.link}
                to="/l/$locationId/guests/$guestId"
                params={{ locationId: location.id, guestId: guest.id }}
                data-testid="guest-page"
              >
                {name}
              </Link>
            ) : (
              name
            ),
          ],
          [texts.booking.email, contact('mailto', guest.email)],
          [texts.booking.phone, contact('tel', guest.phone)],
          [texts.booking.language, languageName(guest.language, texts.locale) ?? texts.unknown],
        ]}
      />
    </Panel>
  );
};

/** `de` → `German`; a tag that is not BCP 47 stays as it is. */
const languageName = (tag: string | null, locale: string): string | undefined => {
  if (tag === null) return undefined;
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};
