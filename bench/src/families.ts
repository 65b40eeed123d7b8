// Every family of figures, in the order in which they are measured and shown.
import { bundleFigures } from './door/bundle.ts';
import { cpuFigures } from './door/cpu.ts';
import { memoryFigures } from './door/memory.ts';
import { byteFigures, roundTripFigures } from './door/round-trips-and-bytes.ts';
import { timeFigures } from './door/time.ts';
import type { Family } from './figure.ts';
import { checkInFigures } from './server/check-in.ts';
import { issueFigures } from './server/issue.ts';
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
  checkInFigures,
  revokeFigures,
  issueFigures,
  startFigures,
  firstDoorFigures,
];
