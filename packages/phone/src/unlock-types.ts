// What an unlock takes and gives back.
import type { ReaderStatus, ReasonCode } from '@nightlatch/aliro';
import type { DoorDiagnosis } from './diagnosis.ts';

/** Where an unlock stands, for the screen. `door` is this phone's own name for it, never the lock's. */
export type UnlockProgress =
  | { readonly step: 'searching' }
  | { readonly step: 'connecting'; readonly door: string; readonly attempt: number }
  | { readonly step: 'proving'; readonly door: string }
  /** The door has decided and said so over the sealed channel; mail and journal may still flow. */
  | { readonly step: 'decided'; readonly door: string; readonly opened: boolean };

/** What to open. Without `keyId`, `doorId` and `advertId` the nearest door that any held key fits. */
export interface UnlockOptions {
  readonly keyId?: string;
  readonly doorId?: string;
  /** Hold the phone to this very door, whatever it is; a door no key fits answers `wrong_door`. */
  readonly advertId?: string;
  /** When the guest acted, UTC ms; default now. AUTH1 is answered only within 10 s after it. */
  readonly actedAt?: number;
  readonly onProgress?: (progress: UnlockProgress) => void;
}

/** The door this phone talked to, in this phone's own words. */
export interface UnlockedDoor {
  readonly doorId: string;
  readonly name: string;
  readonly kind: string;
  readonly keyId: string;
  readonly credentialId: string;
  /** Lower-case hex, 32 bytes. */
  readonly readerIdentifier: string;
}

/** What it took. */
export interface UnlockCost {
  readonly attempts: number;
  /** From the guest's act to the door's decision or the failure. */
  readonly ms: number;
  /** Of the last attempt: commands answered up to and with the decision. */
  readonly commands: number;
  /** UTC ms of the guest's act that counted: the press, or the picking of a door in the system's list. */
  readonly actedAt: number;
  /** Where `ms` went, as far as this phone can tell. */
  readonly split: UnlockSplit;
}

/** Parts of an unlock in ms. What is left of `ms` is this phone's own bookkeeping. */
export interface UnlockSplit {
  /** From the act to the door that is tried: scanning. */
  readonly findMs: number;
  /** Of the last attempt: until the link stood and `info` was read. */
  readonly connectMs: number;
  /** Of the last attempt: on the air and inside the lock, up to the decision. */
  readonly doorMs: number;
  /** Of the last attempt: this phone's cryptography and memory, up to the decision. */
  readonly ownMs: number;
}

/** How an unlock ended. Only `opened` and `refused` are the door's own sealed word. */
export type UnlockResult =
  | { readonly kind: 'opened'; readonly door: UnlockedDoor; readonly status?: ReaderStatus; readonly cost: UnlockCost }
  | {
      readonly kind: 'refused';
      readonly door: UnlockedDoor;
      /** Code of docs/protocol §7.14; absent from doors that send none. */
      readonly reason?: ReasonCode;
      readonly status?: ReaderStatus;
      readonly diagnosis: DoorDiagnosis;
      /** Go online, renew, try once more. */
      readonly renew: boolean;
      readonly cost: UnlockCost;
    }
  | {
      readonly kind: 'failed';
      readonly diagnosis: DoorDiagnosis;
      /** Absent when no door was reached. */
      readonly door?: UnlockedDoor;
      /** For logs: what went wrong on the link, no secrets. */
      readonly detail: string;
      readonly renew: boolean;
      /** With `wrong_door`: the door is one of another key on this phone. */
      readonly otherDoor?: UnlockedDoor;
      /** With `too_far`: the guest closed the system's list of doors without picking one. */
      readonly noDoorChosen?: true;
      readonly cost: UnlockCost;
    };
