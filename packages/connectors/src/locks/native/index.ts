// The native lock system's connector as one value; found by its folder.
import type { LockConnector } from '../../kit/lock-connector.ts';
import { MANIFEST } from './manifest.ts';

export * from './credential-input.ts';

/** Our own locks (docs/protocol). */
export const connector: LockConnector = { manifest: MANIFEST };
