// Navigation, location, live state and account: a side bar on a desk, a top bar on a tablet, a thumb bar on a phone.

import { NativeSelect } from '@mantine/core';
import type { Location } from '@nightlatch/api';
import { Link, useNavigate } from '@tanstack/react-router';
import { Mark } from '../parts/mark.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import classes from './top-bar.module.css';

type Props = {
  location: Location;
  locations: readonly Location[];
  live: 'connecting' | 'open' | 'lost';
};

/** The bar. */
export const TopBar = ({ location, locations, live }: Props) => {
  const texts = useTexts();
  const navigate = useNavigate();
  const params = { locationId: location.id };
  return (
    <header className={classes.bar}>
      <Link to="/l/$locationId/today" params={params} className={classes.brand} aria-label={texts.product}>
        <Mark size={30} />
        <span>{texts.product}</span>
      </Link>
      {locations.length > 1 ? (
        <NativeSelect
          className={classes.location}
          classNames={{ input: classes.locationInput }}
          aria-label={texts.shell.location}
          value={location.id}
          onChange={(event) =>
            navigate({ to: '/l/$locationId/today', params: { locationId: event.currentTarget.value } })
          }
          data={locations.map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : (
        <p className={classes.location}>
          <span className="nl-hidden">{texts.shell.location}: </span>
          {location.name}
        </p>
      )}
      <Navigation />
      <div className={classes.end}>
        <p
          className={classes.live}
          data-state={live}
          role="status"
          title={live === 'lost' ? texts.shell.lostLong : texts.shell.liveLong}
        >
          <span className={classes.dot} aria-hidden="true" />
          {live === 'connecting' ? '' : live === 'open' ? texts.shell.live : texts.shell.lost}
        </p>
        <AccountMenu location={location} />
      </div>
    </header>
  );
};
