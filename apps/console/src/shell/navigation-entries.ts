// The pages of a location that the navigation leads to, in its order, and who sees each. A new page is one row here.
import type { Location } from '@nightlatch/api';
import {
  IconBed,
  IconBuildings,
  IconChartBar,
  IconChecklist,
  IconDoor,
  IconFileSearch,
  type IconProps,
  IconSettings,
  IconSunHigh,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Texts } from '../texts/use-texts.ts';
import { mayActAs, mayAdministerAs, mayLeadBrandAs } from './rights.ts';

type Role = Location['role'];

/** One entry. `to` is a route of router.tsx; `label` names its word in the catalogue. */
export type NavigationEntry = {
  readonly to: `/l/$locationId/${'today' | 'bookings' | 'doors' | 'requests' | 'figures' | 'audit' | 'brand' | 'settings'}`;
  readonly label: keyof Texts['navigation']['pages'];
  readonly icon: ComponentType<IconProps>;
  readonly visibleTo: (role: Role) => boolean;
};

const everyone = (): boolean => true;

const ENTRIES: readonly NavigationEntry[] = [
  { to: '/l/$locationId/today', label: 'today', icon: IconSunHigh, visibleTo: everyone },
  { to: '/l/$locationId/bookings', label: 'bookings', icon: IconBed, visibleTo: everyone },
  { to: '/l/$locationId/doors', label: 'doors', icon: IconDoor, visibleTo: everyone },
  { to: '/l/$locationId/requests', label: 'requests', icon: IconChecklist, visibleTo: mayActAs },
  { to: '/l/$locationId/figures', label: 'figures', icon: IconChartBar, visibleTo: everyone },
  { to: '/l/$locationId/audit', label: 'audit', icon: IconFileSearch, visibleTo: mayActAs },
  { to: '/l/$locationId/brand', label: 'brand', icon: IconBuildings, visibleTo: mayLeadBrandAs },
  { to: '/l/$locationId/settings', label: 'settings', icon: IconSettings, visibleTo: mayAdministerAs },
];

/** A thumb bar holds this many; where there are more, the last place opens the rest. */
const THUMB_PLACES = 5;

/** What a role sees: `first` always, `rest` behind "More" on a phone. */
export const entriesFor = (
  role: Role,
  entries: readonly NavigationEntry[] = ENTRIES,
): { first: readonly NavigationEntry[]; rest: readonly NavigationEntry[] } => {
  const seen = entries.filter((one) => one.visibleTo(role));
  const places = seen.length > THUMB_PLACES ? THUMB_PLACES - 1 : seen.length;
  return { first: seen.slice(0, places), rest: seen.slice(places) };
};
