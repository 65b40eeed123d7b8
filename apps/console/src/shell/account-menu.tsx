// Who is signed in, the appearance, and the way out.

import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { Location } from '@nightlatch/api';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { useSession } from '../session/session.ts';
import { LanguageChoice } from '../texts/language-choice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-menu.module.css';
import { useSmallPanel } from './use-small-panel.ts';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** The button and the small panel that it opens; Escape and a click elsewhere close it. */
export const AccountMenu = ({ location }: { location: Location }) => {
  const { role } = location;
  const texts = useTexts();
  const announce = useAnnounce();
  const { me, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { open, setOpen, id, whole, button, closeOnEscape } = useSmallPanel<HTMLDivElement>();
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await signOut().catch((error: unknown) => announce(describeError(error, texts).sentence));
    setLeaving(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for Escape on behalf of the controls inside
    <div ref={whole} className={classes.whole} onKeyDown={closeOnEscape}>
      <button
        ref={button}
        type="button"
        className={classes.target}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        data-testid="account"
      >
        <IconUserCircle size={24} stroke={1.6} aria-hidden="true" />
        <span className={classes.who}>
          <span className="nl-hidden">{texts.shell.account}: </span>
          <strong>{me.name}</strong>
          {role && <small>{texts.role[role]}</small>}
        </span>
      </button>
      <div id={id} className={classes.panel} hidden={!open}>
        <p className={classes.label}>
          {texts.signIn.signedInAs}
          <strong>{me.email}</strong>
        </p>
        <Link
          to="/l/$locationId/account"
          params={{ locationId: location.id }}
          className={classes.link}
          onClick={() => setOpen(false)}
          data-testid="my-account"
        >
          {texts.account.page}
        </Link>
        <p className={classes.label}>{texts.shell.language}</p>
        <LanguageChoice />
        <p className={classes.label}>{texts.shell.colourScheme}</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={texts.shell.colourScheme}
          value={colorScheme}
          onChange={(value) => {
            const scheme = SCHEMES.find((one) => one === value);
            if (scheme) setColorScheme(scheme);
          }}
          data={SCHEMES.map((scheme) => ({ value: scheme, label: texts.shell.schemes[scheme] }))}
        />
        <Button
          variant="default"
          fullWidth
          leftSection={<IconLogout size={18} aria-hidden="true" />}
          loading={leaving}
          onClick={() => void leave()}
          data-testid="sign-out"
        >
          {texts.signIn.signOut}
        </Button>
      </div>
    </div>
  );
};
