// The bare address: goes on to today at the location that was open last.
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { Notice } from '../parts/notice.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Splash } from '../parts/splash.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { lastLocation } from './last-location.ts';

/** Chooses the location. */
export const HomePage = () => {
  const texts = useTexts();
  const locations = useQuery(queries.locations());
  if (locations.error) return <ProblemAlert error={locations.error} onRetry={() => locations.refetch()} />;
  if (!locations.data) return <Splash />;
  const chosen = locations.data.find((one) => one.id === lastLocation()) ?? locations.data[0];
  if (!chosen) return <Notice alone heading={texts.signIn.noRole} />;
  return <Navigate to="/l/$locationId/today" params={{ locationId: chosen.id }} replace />;
};
