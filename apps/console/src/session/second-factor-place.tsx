// Inside the router and before every page: where a hotel asks for what the session lacks, a gate instead of the page.
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Splash } from '../parts/splash.tsx';
import { useSession } from './session.ts';

const SecondFactorGate = lazy(() => import('../account/second-factor-gate.tsx'));
const CompanyGate = lazy(() => import('../account/company-gate.tsx'));

/** The page that was asked for, or the gate. */
export const SecondFactorPlace = () => {
  const { me } = useSession();
  const [codesShown, setCodesShown] = useState(false);
  const asksFactor = codesShown || me.roles.some((one) => one.secondFactorMissing);
  // Whoever may work elsewhere goes on there: the place is not among their locations.
  const asksCompany = me.roles.length > 0 && me.roles.every((one) => one.companySignInMissing);
  if (!asksFactor && !asksCompany) return <Outlet />;
  return (
    <Suspense fallback={<Splash />}>
      {asksFactor ? (
        <SecondFactorGate codesShown={codesShown} onCodesShown={setCodesShown} />
      ) : (
        <CompanyGate places={me.roles.map((one) => one.locationName)} />
      )}
    </Suspense>
  );
};
