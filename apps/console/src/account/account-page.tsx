// "My account": how the person who is signed in signs in.
import { PageHeading } from '../parts/page-heading.tsx';
import { useSession } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { SecondFactorPanel } from './second-factor-panel.tsx';

/** The page. */
export const AccountPage = () => {
  const words = useTexts().account;
  const { me } = useSession();
  return (
    <div className={classes.page}>
      <PageHeading title={words.page} />
      <p className={classes.who}>
        <strong>{me.name}</strong> {me.email}
      </p>
      <PasskeysPanel />
      <SecondFactorPanel />
    </div>
  );
};
