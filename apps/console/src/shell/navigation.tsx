// The way to every page of a location: a list on a desk, a row on a tablet, a thumb bar with "More" on a phone.
import { IconDots } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { useCurrentLocation } from './current-location.ts';
import classes from './navigation.module.css';
import { entriesFor, type NavigationEntry } from './navigation-entries.ts';
import { useSmallPanel } from './use-small-panel.ts';

/** The navigation. One list in the document for all sizes: on a phone alone the rest hides behind its button. */
export const Navigation = () => {
  const texts = useTexts().navigation;
  const { location } = useCurrentLocation();
  const { first, rest } = entriesFor(location.role);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { open, setOpen, id, whole, button, closeOnEscape } = useSmallPanel<HTMLElement>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever arrives at another page has chosen
  useEffect(() => setOpen(false), [path]);
  const isRest = rest.some(({ to }) => path.startsWith(to.replace('$locationId', location.id)));
  return (
    <nav ref={whole} className={classes.nav} aria-label={texts.label} onKeyDown={closeOnEscape}>
      <ul className={classes.first}>
        {first.map((entry) => (
          <Entry key={entry.to} entry={entry} />
        ))}
        {rest.length > 0 && (
          <li className={classes.more}>
            <button
              ref={button}
              type="button"
              className={classes.link}
              aria-expanded={open}
              aria-controls={id}
              data-status={isRest ? 'active' : undefined}
              onClick={() => setOpen(!open)}
              data-testid="navigation-more"
            >
              <IconDots size={20} aria-hidden="true" />
              <span>{texts.more}</span>
            </button>
          </li>
        )}
      </ul>
      {rest.length > 0 && (
        <ul id={id} className={classes.rest} data-open={open}>
          {rest.map((entry) => (
            <Entry key={entry.to} entry={entry} />
          ))}
        </ul>
      )}
    </nav>
  );
};

const Entry = ({ entry }: { entry: NavigationEntry }) => {
  const texts = useTexts().navigation;
  const { location } = useCurrentLocation();
  const Icon = entry.icon;
  return (
    <li>
      <Link to={entry.to} params={{ locationId: location.id }} className={classes.link}>
        <Icon size={20} aria-hidden="true" />
        <span>{texts.pages[entry.label]}</span>
      </Link>
    </li>
  );
};
