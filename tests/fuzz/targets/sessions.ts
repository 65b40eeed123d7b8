import type { NamedTarget } from '../target.ts';
export const SESSIONS: readonly NamedTarget[] = [];
