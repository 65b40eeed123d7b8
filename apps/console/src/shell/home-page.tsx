// The bare address: goes on to today at the location that was open last.
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Splash } from '../parts/splash.tsx';
import { lastLocation } from './last-location.ts';

/** Chooses the location. */
export const HomePage = () => {
  const locations = useQuery(queries.locations());
  if (locations.error) return <ProblemAlert error={locations.error} onRetry={() => locations.refetch()} />;
  if (!locations.data) return <Splash />;
  const chosen = locations.data.find((one) => one.id === lastLocation()) ?? locations.data[0];
  // Whoever administers a brand makes its first location; everyone else is told that they hold no role.
  if (!chosen) return <Navigate to="/new-location" replace />;
  return <Navigate to="/l/$locationId/today" params={{ locationId: chosen.id }} replace />;
};
