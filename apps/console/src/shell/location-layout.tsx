// The frame of all pages of one location: navigation, who and where, live connection.
import type { Location } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { PasskeyOffer } from '../account/passkey-offer.tsx';
import { queries } from '../api/queries.ts';
import { useLiveLocation } from '../api/use-live-location.ts';
import { useSearchShortcut } from '../bookings/search-shortcut.ts';
import { Notice } from '../parts/notice.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Splash } from '../parts/splash.tsx';
import { useSession } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useTime } from '../time/use-time.ts';
import { CurrentLocationProvider } from './current-location.ts';
import { DemoBar } from './demo-bar.tsx';
import { rememberLocation } from './last-location.ts';
import classes from './location-layout.module.css';
import { mayActAs, mayAdministerAs } from './rights.ts';
import { TopBar } from './top-bar.tsx';

/** Finds the location of the address among those where the reader holds a role. */
export const LocationLayout = () => {
  const texts = useTexts();
  const { locationId } = useParams({ from: '/l/$locationId' });
  const locations = useQuery(queries.locations());
  if (!locations.data) {
    if (!locations.error) return <Splash />;
    return (
      <main className={classes.alone}>
        <ProblemAlert error={locations.error} onRetry={() => locations.refetch()} />
      </main>
    );
  }
  const location = locations.data.find((one) => one.id === locationId);
  if (!location) {
    return (
      <main>
        <Notice alone heading={texts.noLocation.heading} body={texts.noLocation.body}>
          {locations.data.map((one) => (
            <a key={one.id} href={`${import.meta.env.BASE_URL}l/${one.id}/today`}>
              {one.name}
            </a>
          ))}
        </Notice>
      </main>
    );
  }
  return <Frame key={location.id} location={location} locations={locations.data} />;
};

const Frame = ({ location, locations }: { location: Location; locations: readonly Location[] }) => {
  const texts = useTexts();
  const { epoch } = useSession();
  const live = useLiveLocation(location.id, epoch);
  const time = useTime(location.timeZone);
  useEffect(() => rememberLocation(location.id), [location.id]);
  useSearchShortcut(location.id);
  const current = useMemo(
    () => ({
      location,
      time,
      mayAct: mayActAs(location.role),
      mayAdminister: mayAdministerAs(location.role),
    }),
    [location, time],
  );
  return (
    <CurrentLocationProvider value={current}>
      <a className={classes.skip} href="#content">
        {texts.skipToContent}
      </a>
      <div className={classes.frame}>
        <TopBar location={location} locations={locations} live={live} />
        <div className={classes.side}>
          {live === 'lost' && (
            <p className={classes.lost} role="alert">
              {texts.shell.lostLong}
            </p>
          )}
          {location.demo && <DemoBar />}
          <main id="content" className={classes.content} tabIndex={-1}>
            {!location.demo && <PasskeyOffer />}
            <Outlet />
          </main>
        </div>
      </div>
    </CurrentLocationProvider>
  );
};
