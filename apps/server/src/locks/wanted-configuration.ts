// What a lock should be set to, from the location's policies and time zone (docs/protocol §7.8, mail type 5).
import type { LockConfiguration } from '@nightlatch/aliro';
import type { Policies } from '@nightlatch/api';
import { zoneOffsetSteps } from '@nightlatch/domain';

const DEFAULT_OPEN_SECONDS = 5;
/** Whole calendar years, so that the table changes once a year and a lock hears of it long before it runs out. */
const ZONE_YEARS_AHEAD = 2;
/** As many steps as a lock keeps (docs/protocol §7.8); a zone that changes more often is cut short and sent again next year. */
const MOST_ZONE_STEPS = 32;

/** The part of a lock's configuration that follows the location; the door's own part comes with commissioning. */
export const wantedConfiguration = (of: {
  readonly policies: Policies;
  readonly timeZone: string;
  readonly now: Date;
}): LockConfiguration => {
  const year = of.now.getUTCFullYear();
  const span = { from: Date.UTC(year, 0, 1), until: Date.UTC(year + ZONE_YEARS_AHEAD + 1, 0, 1) };
  return {
    openMs: (of.policies.doorOpenSeconds ?? DEFAULT_OPEN_SECONDS) * 1000,
    privacyMode: of.policies.privacyLetsOccupantIn ? 1 : 0,
    zone: zoneOffsetSteps(of.timeZone, span)
      .slice(0, MOST_ZONE_STEPS)
      .map((step) => ({ fromSeconds: step.from / 1000, offsetMinutes: step.offsetMinutes })),
    fast: of.policies.fastOpening ?? true,
  };
};
