// Who is signed in, the appearance, and the way out.

import { Menu, useMantineColorScheme } from '@mantine/core';
import type { Location } from '@nightlatch/api';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { useSession } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-menu.module.css';

const SCHEMES = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** The menu. */
export const AccountMenu = ({ role }: { role: Location['role'] }) => {
  const texts = useTexts();
  const announce = useAnnounce();
  const { me, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await signOut().catch((error: unknown) => announce(describeError(error, texts).sentence));
    setLeaving(false);
  };
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.target} aria-label={`${texts.shell.account}: ${me.name}`}>
          <IconUserCircle size={24} stroke={1.6} aria-hidden="true" />
          <span className={classes.who}>
            <strong>{me.name}</strong>
            {role && <small>{texts.role[role]}</small>}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={texts.shell.account}>
        <Menu.Label>
          {texts.signIn.signedInAs} {me.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{texts.shell.colourScheme}</Menu.Label>
        {SCHEMES.map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon size={18} aria-hidden="true" />}
            rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden="true" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {texts.shell.schemes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden="true" />}
          onClick={leave}
          disabled={leaving}
          data-testid="sign-out"
        >
          {texts.signIn.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
