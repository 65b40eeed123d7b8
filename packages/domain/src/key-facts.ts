// What the rules of the key life cycle look at: a key, an occupancy, a booking and the location's policies (docs/domain.md §5).
import type { IntegrationFacts, LockFacts, OtherOccupancy } from './conditions.ts';
import type { ValiditySource } from './validity.ts';
import type {
  BookingStatus,
  ConditionCode,
  IdVerification,
  IssueTrigger,
  KeyEndReason,
  KeyKind,
  MobileCheckIn,
  RevokeReason,
} from './words.ts';

interface KeyBase {
  readonly keyId: string;
  readonly kind: KeyKind;
  /** The primary key a shared key hangs under; null for a primary key. */
  readonly parentKeyId: string | null;
  readonly requestedBy: IssueTrigger;
  /** UTC ms. The newest request decides whether staff's last word was "no". */
  readonly requestedAt: number;
  readonly validitySource: ValiditySource;
  /** The check-out instant this key last took note of; a staff validity raises a task when it changes. */
  readonly checkOutSeen: number;
}

/** A request whose conditions are not all met. `validFrom` and `validUntil` hold only what staff chose, else null. */
export interface WaitingKey extends KeyBase {
  readonly state: 'waiting';
  readonly waitingFor: readonly ConditionCode[];
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** The key that takes over from another one (reissue), and whether every phone that holds the old one holds it by now. */
export interface Replacement {
  readonly keyId: string;
  readonly onPhone: boolean;
}

interface GivenKey extends KeyBase {
  /** Only while a reissue is under way: this key works until its replacement is on the phone. */
  readonly replacedBy?: Replacement | undefined;
  readonly occupancyId: string;
  readonly roomId: string;
  readonly validFrom: number;
  readonly validUntil: number;
}

/** A key in force. */
export interface IssuedKey extends GivenKey {
  readonly state: 'issued';
}

/** A key stopped without being ended. `withParent`: only because its primary key is suspended; it resumes with it. */
export interface SuspendedKey extends GivenKey {
  readonly state: 'suspended';
  readonly withParent: boolean;
}

/** A key that is over, for ever (invariant 16). Occupancy, room and times are null when it never left `waiting`. */
export interface EndedKey extends KeyBase {
  readonly state: 'ended';
  readonly endReason: KeyEndReason;
  readonly endedAt: number;
  /** The last word on it was a person's or an API key's: revoked, or suspended when it ended. Triggers never undo it. */
  readonly revokedByStaff: boolean;
  readonly revokeReason: RevokeReason | null;
  readonly occupancyId: string | null;
  readonly roomId: string | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** A digital key in one of its states (docs/domain.md §5). */
export type KeyFacts = WaitingKey | IssuedKey | SuspendedKey | EndedKey;

/** Why an occupancy closed. */
export const OCCUPANCY_CLOSE_REASONS = ['checked_out', 'moved', 'cancelled', 'check_in_undone', 'overridden'] as const;
export type OccupancyCloseReason = (typeof OCCUPANCY_CLOSE_REASONS)[number];

/** One booking's time in one room; `closedAt` null while it lasts. */
export interface OccupancyFacts {
  readonly occupancyId: string;
  readonly roomId: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly closedBecause: OccupancyCloseReason | null;
}

/** The booking as we know it now; `checkOutAt` comes from `checkOutInstant`. */
export interface BookingFacts {
  readonly bookingId: string;
  readonly status: BookingStatus;
  readonly roomId: string | null;
  readonly idVerification: IdVerification;
  readonly mobileCheckIn: MobileCheckIn;
  readonly checkOutAt: number;
}

/** What the location decided about keys. `moveGraceMinutes` 0–60 (docs/domain.md §6). */
export interface KeyPolicies {
  readonly autoIssueAtCheckIn: boolean;
  readonly afterMobileCheckIn: boolean;
  readonly afterIdVerification: boolean;
  readonly requireIdVerification: boolean;
  readonly moveGraceMinutes: number;
  /** How long a credential works without the phone online: 900–604800, default 86400 (docs/protocol §7.2). */
  readonly leaseSeconds: number;
  /** How far beyond check-out staff may set a key's end. */
  readonly maxAfterCheckOutMinutes: number;
}

/** What a location starts with. */
export const DEFAULT_KEY_POLICIES: KeyPolicies = {
  autoIssueAtCheckIn: true,
  afterMobileCheckIn: true,
  afterIdVerification: false,
  requireIdVerification: false,
  moveGraceMinutes: 15,
  leaseSeconds: 86_400,
  maxAfterCheckOutMinutes: 240,
};

/** The conditions' facts that are not in the booking or the policies. `locks` and `otherOccupancies` are those of `booking.roomId`. */
export interface IssueFacts {
  readonly integration: IntegrationFacts;
  readonly locks: readonly LockFacts[];
  readonly otherOccupancies: readonly OtherOccupancy[];
  readonly enrolledDevices: number;
  readonly staffBlock: boolean;
}

/** A person's or an API key's wish for a key now. `startAt`/`staffEnd` null: from issue to check-out, following the PMS. */
export interface KeyRequest {
  readonly by: 'staff' | 'integration';
  readonly startAt: number | null;
  readonly staffEnd: number | null;
  /** `replace`: a new key, and the one in force works until that is on the phone (reissue); `replace_at_once`: the old one dies first (security concern). */
  readonly mode: 'issue' | 'replace' | 'replace_at_once';
}
