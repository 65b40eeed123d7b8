// Who the guest is and how to reach them; viewers get the contact data masked by the server.
import type { Booking } from '@nightlatch/api';
import type { ReactNode } from 'react';
import { Facts, Panel } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './guest-panel.module.css';

/** The panel. */
export const GuestPanel = ({ booking: { guest } }: { booking: Booking }) => {
  const texts = useTexts();
  const { mayAct } = useCurrentLocation();
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
          [texts.bookings.columns.guest, `${guest.firstName} ${guest.lastName}`.trim()],
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
