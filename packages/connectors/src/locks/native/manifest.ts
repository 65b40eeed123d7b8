// Our own lock system: what it can do (docs/protocol §7).
import type { LockCapability } from '../../kit/lock-connector.ts';
import type { Manifest } from '../../kit/manifest.ts';

/**
 * The native lock system: phones only, no network at the door, newer keys lock older ones out, shared keys join. Not
 * `online_revoke`: a lock learns of a revocation by whoever comes by, or by its gateway (invariant 5).
 */
export const MANIFEST: Manifest<'locks', LockCapability> = {
  kind: 'locks',
  id: 'native',
  name: 'Nightlatch locks',
  capabilities: ['mobile', 'offline', 'override', 'join'],
  documentation: 'docs/protocol',
  config: [],
  credentials: [],
};
