// Inside the router and before every page: where a hotel asks for a second factor and the session has none, the gate instead of the page.
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Splash } from '../parts/splash.tsx';
import { useSession } from './session.ts';

const SecondFactorGate = lazy(() => import('../account/second-factor-gate.tsx'));

/** The page that was asked for, or the gate. */
export const SecondFactorPlace = () => {
  const { me } = useSession();
  const [codesShown, setCodesShown] = useState(false);
  if (!codesShown && !me.roles.some((one) => one.secondFactorMissing)) return <Outlet />;
  return (
    <Suspense fallback={<Splash />}>
      <SecondFactorGate codesShown={codesShown} onCodesShown={setCodesShown} />
    </Suspense>
  );
};
