// The hotel whose pages are open, and what the reader may do there.
import type { Location } from '@nightlatch/api';
import { createContext, useContext } from 'react';
import type { TimeFormat } from '../time/format-time.ts';

/**
 * The open location. `mayAct`: issue, revoke, reissue and links are allowed; `mayAdminister`: settings too (docs/domain.md §2).
 * The server decides anyway.
 */
export type CurrentLocation = {
  readonly location: Location;
  readonly mayAct: boolean;
  readonly mayAdminister: boolean;
  readonly time: TimeFormat;
};

const LocationContext = createContext<CurrentLocation | undefined>(undefined);

/** Gives the location to its pages. */
export const CurrentLocationProvider = LocationContext.Provider;

/** How to write an instant on the clock of the open hotel; as it is where no hotel is open. */
export const useHotelInstant = (): ((iso: string) => string) => {
  const current = useContext(LocationContext);
  return current ? current.time.instant : (iso) => iso;
};

/** The open location; only pages under /l/ may ask. */
export const useCurrentLocation = (): CurrentLocation => {
  const current = useContext(LocationContext);
  if (current === undefined) throw new Error('useCurrentLocation outside of a location');
  return current;
};
