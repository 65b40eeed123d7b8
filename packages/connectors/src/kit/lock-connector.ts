// What every lock connector is: a manifest with the capabilities that callers ask for (docs/domain.md §1, Lock system).
import type { Manifest } from './manifest.ts';

/**
 * What a lock system can do: open by phone, card or PIN; work without a network; take a key away online at once; let a new key
 * lock out older ones (`override`) or join those of the same stay (`join`).
 */
export const LOCK_CAPABILITIES = ['mobile', 'card', 'pin', 'offline', 'online_revoke', 'override', 'join'] as const;
export type LockCapability = (typeof LOCK_CAPABILITIES)[number];

/** A lock vendor's folder, as one value. */
export interface LockConnector {
  readonly manifest: Manifest<'locks', LockCapability>;
}
