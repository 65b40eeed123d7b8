// Everything that the settling of one booking's keys looks at.
import type { BookingFacts, IssueFacts, KeyFacts, KeyPolicies, KeyRequest, OccupancyFacts } from './key-facts.ts';

/** All that `settleKeys` looks at. `newIds` are fresh UUIDv7 the changes may use, so that the result stands by itself. */
export interface SettleFacts {
  readonly now: number;
  readonly booking: BookingFacts;
  readonly policies: KeyPolicies;
  readonly issue: IssueFacts;
  readonly occupancies: readonly OccupancyFacts[];
  readonly keys: readonly KeyFacts[];
  readonly request: KeyRequest | null;
  readonly newIds: { readonly occupancyId: string; readonly keyId: string };
}
