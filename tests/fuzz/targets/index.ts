// All targets by name.
import type { NamedTarget } from '../target.ts';
import { ENCODINGS } from './encodings.ts';
import { GUEST_LINKS } from './guest-link.ts';
import { LOCK_TARGETS } from './lock.ts';
import { PLANTED } from './planted.ts';
import { SESSIONS } from './sessions.ts';
import { SIGNED } from './signed.ts';

/** Every target; those named `planted…` hold a fault on purpose and run only when asked for by name. */
export const TARGETS: readonly NamedTarget[] = [
  ...ENCODINGS,
  ...SIGNED,
  ...SESSIONS,
  ...LOCK_TARGETS,
  ...GUEST_LINKS,
  ...PLANTED,
];

/** The target of a name. Throws where there is none. */
export function findTarget(name: string): NamedTarget {
  const found = TARGETS.find((target) => target.name === name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return found;
}
