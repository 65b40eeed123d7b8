// Every family of figures, in the order in which they are measured and shown.

import { consoleScreenFigures } from './console/screens.ts';
import { searchFigures } from './console/search.ts';
import { bundleFigures } from './door/bundle.ts';
import { cpuFigures } from './door/cpu.ts';
import { memoryFigures } from './door/memory.ts';
import { byteFigures, roundTripFigures } from './door/round-trips-and-bytes.ts';
import { timeFigures } from './door/time.ts';
import type { Family } from './figure.ts';
import { guestLoadFigures, guestScreenFigures, guestStartFigures, guestTapFigures } from './guest/app.ts';
import { checkInFigures } from './server/check-in.ts';
import { rushFigures } from './server/check-in-rush.ts';
import { crowdFigures } from './server/crowd.ts';
import { issueFigures } from './server/issue.ts';
import { leaseFigures } from './server/lease-renewals.ts';
import { serverMemoryFigures } from './server/memory.ts';
import { revokeFigures } from './server/revoke.ts';
import { firstDoorFigures } from './start/first-door.ts';
import { startFigures } from './start/start-again.ts';

export const FAMILIES: readonly Family[] = [
  roundTripFigures,
  byteFigures,
  cpuFigures,
  timeFigures,
  memoryFigures,
  bundleFigures,
  serverMemoryFigures,
  guestLoadFigures,
  guestTapFigures,
  guestStartFigures,
  guestScreenFigures,
  consoleScreenFigures,
  searchFigures,
  checkInFigures,
  rushFigures,
  revokeFigures,
  issueFigures,
  leaseFigures,
  crowdFigures,
  startFigures,
  firstDoorFigures,
];
