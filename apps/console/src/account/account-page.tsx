// "My account": how the person who is signed in signs in.
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/session.ts';
import rows from '../settings/rows.module.css';
import { useTexts } from '../texts/use-texts.ts';
import classes from './account-page.module.css';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
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
      {me.companyAccount === null ? (
        <>
          <PasskeysPanel />
          <PasswordPanel />
          <SecondFactorPanel />
        </>
      ) : (
        <p className={classes.lead} data-testid="company-session">
          {words.company.own(me.companyAccount)}
        </p>
      )}
      {me.companyAccounts.length > 0 && (
        <Panel heading={words.company.mine} flush testId="company-accounts">
          <p className={`${rows.body} ${classes.lead}`}>{words.company.mineBody}</p>
          <ul className={classes.list}>
            {me.companyAccounts.map((one) => (
              <li key={one} className={rows.row}>
                <strong>{one}</strong>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
};
