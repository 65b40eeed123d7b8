// Every family of figures, in the order in which they are measured and shown.
import type { Family } from './figure.ts';
import { checkInFigures } from './server/check-in.ts';
import { issueFigures } from './server/issue.ts';
import { revokeFigures } from './server/revoke.ts';

export const FAMILIES: readonly Family[] = [checkInFigures, revokeFigures, issueFigures];
