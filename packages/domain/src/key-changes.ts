// One change of the key life cycle: what `settleKeys` and the actions of staff ask the server to write (docs/domain.md §5, §6).
import type { OccupancyCloseReason } from './key-facts.ts';
import type { ValiditySource } from './validity.ts';
import type { ConditionCode, IssueTrigger, KeyEndReason, RevokeReason } from './words.ts';

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
  | {
      /** Same key, other times: renew its credentials. */
      readonly change: 'redate';
      readonly keyId: string;
      readonly validFrom: number;
      readonly validUntil: number;
      readonly validitySource: ValiditySource;
    }
  | {
      /** Reissue: this key works until `to` is on the phone, at most until `validUntil`. */
      readonly change: 'hand_over';
      readonly keyId: string;
      readonly to: string;
      readonly validUntil: number;
    }
  | {
      /** A shared key hangs under another primary key from now on, and stays what it is on its phone. */
      readonly change: 'adopt';
      readonly keyId: string;
      readonly parentKeyId: string;
    }
  | {
      readonly change: 'suspend';
      readonly keyId: string;
      /** Only because its primary key is suspended: it resumes with it. */
      readonly withParent: boolean;
    }
  | { readonly change: 'resume'; readonly keyId: string }
  | {
      readonly change: 'end';
      readonly keyId: string;
      readonly reason: KeyEndReason;
      /** The reason a person or an API key gave; null when the rules ended it. Non-null: triggers never undo it. */
      readonly revokeReason: RevokeReason | null;
      readonly at: number;
    }
  | {
      /** Check-out moved, but staff set this key's end: someone has to decide. */
      readonly change: 'raise_task';
      readonly keyId: string;
      readonly task: 'check_out_changed';
      readonly checkOutAt: number;
    };
