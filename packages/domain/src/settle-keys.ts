// What keys should exist for a booking, room, policy and instant, as the list of changes that makes it so (docs/domain.md §3–§6).
import type {
  BookingFacts,
  IssueFacts,
  KeyFacts,
  KeyPolicies,
  KeyRequest,
  OccupancyCloseReason,
  OccupancyFacts,
} from './key-facts.ts';
import type { ValiditySource } from './validity.ts';
import type { ConditionCode, IssueTrigger, KeyEndReason } from './words.ts';

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

/** Validity that a waiting key keeps for its issue. */
export interface ChosenValidity {
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly validitySource: ValiditySource;
}

/** One change to make; apply them in order, in one transaction. */
export type KeyChange =
  | {
      readonly change: 'close_occupancy';
      readonly occupancyId: string;
      readonly reason: OccupancyCloseReason;
      readonly at: number;
    }
  | {
      readonly change: 'open_occupancy';
      readonly occupancyId: string;
      readonly roomId: string;
      readonly at: number;
      /** True: a related booking has this room already; this booking joins its occupancy instead of a new generation. */
      readonly joined: boolean;
    }
  | ({
      /** Make (`isNew`) or keep the request waiting, for these conditions. */
      readonly change: 'wait';
      readonly keyId: string;
      readonly isNew: boolean;
      readonly requestedBy: IssueTrigger;
      readonly waitingFor: readonly ConditionCode[];
    } & ChosenValidity)
  | {
      readonly change: 'issue';
      readonly keyId: string;
      /** False: this key was waiting until now. */
      readonly isNew: boolean;
      readonly requestedBy: IssueTrigger;
      readonly occupancyId: string;
      readonly roomId: string;
      readonly validFrom: number;
      readonly validUntil: number;
      readonly validitySource: ValiditySource;
    }
  | { readonly change: 'redate'; readonly keyId: string; readonly validUntil: number }
  | { readonly change: 'suspend'; readonly keyId: string }
  | { readonly change: 'resume'; readonly keyId: string }
  | { readonly change: 'end'; readonly keyId: string; readonly reason: KeyEndReason; readonly at: number }
  | {
      /** Check-out moved, but staff set this key's end: someone has to decide. */
      readonly change: 'raise_task';
      readonly keyId: string;
      readonly task: 'check_out_changed';
      readonly checkOutAt: number;
    };
