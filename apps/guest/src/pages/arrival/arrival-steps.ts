// Where a guest stands before arrival: what is to do now, what is waited for, and what is done.
import type { ArrivalPolicy, ArrivingStay } from '@nightlatch/api';

/** A stay with what its hotel asks of it. */
export interface ArrivalFacts {
  readonly policy: ArrivalPolicy;
  readonly stay: ArrivingStay;
}

export type ArrivalStep =
  /** Mobile check-in opens later. */
  | { readonly kind: 'too_early'; readonly opensAt: string }
  | { readonly kind: 'check_in'; readonly declined: string | null }
  | { readonly kind: 'show_id'; readonly failed: string | null }
  /** Handed in: the desk looks at it. */
  | { readonly kind: 'under_review' }
  /** Approved; the key comes by itself once the room is ready. */
  | { readonly kind: 'room_not_ready' }
  | { readonly kind: 'approved' }
  | { readonly kind: 'at_desk' };

/** The one thing that the waiting card says, and whose page its button opens. */
export function arrivalStep({ policy, stay }: ArrivalFacts, now: number): ArrivalStep {
  const { mobileCheckIn } = stay;
  const offered = policy.mobileCheckIn !== 'off' && stay.status === 'confirmed';
  if (stay.waitsForRoom) return { kind: 'room_not_ready' };
  if (offered && (mobileCheckIn === 'not_started' || mobileCheckIn === 'declined')) {
    const { checkInOpensAt } = stay;
    if (checkInOpensAt !== null && Date.parse(checkInOpensAt) > now)
      return { kind: 'too_early', opensAt: checkInOpensAt };
    if (checkInOpensAt !== null)
      return { kind: 'check_in', declined: mobileCheckIn === 'declined' ? stay.declineReason : null };
  }
  const collecting =
    stay.idCheck === null ||
    stay.idCheck.state === 'collecting' ||
    stay.idCheck.state === 'abandoned' ||
    stay.idVerification === 'failed';
  if (stay.idWanted && stay.idVerification !== 'pending' && collecting) {
    return { kind: 'show_id', failed: stay.idVerification === 'failed' ? (stay.idCheck?.failReason ?? null) : null };
  }
  if (mobileCheckIn === 'submitted' || stay.idVerification === 'pending') return { kind: 'under_review' };
  return mobileCheckIn === 'approved' ? { kind: 'approved' } : { kind: 'at_desk' };
}
