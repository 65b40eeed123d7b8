// One press of Unlock: the try, at most one renewal and one more try, and what becomes of it on the screen.
import type { Clock, Phone, UnlockResult } from '@nightlatch/phone';
import type { UnlockOutcome, UnlockStep } from '../state.ts';
import type { Attempt } from '../store/guest-database.ts';
import { type UnlockTarget, unlockOptionsOf } from './targets.ts';

export interface OpenDoorParts {
  readonly phone: Phone;
  readonly clock: Clock;
  readonly keyId: string;
  readonly target: UnlockTarget;
  /** Asks the server for new leases; true when they are here. */
  readonly renew: () => Promise<boolean>;
  /** `door` is empty where the phone does not know yet which one it is. */
  readonly onStep: (step: UnlockStep, door: string, attempt: number) => void;
}

/** A renewal that takes longer is no use to a guest who stands at the door. */
const RENEWAL_MS = 5_000;
/** The phone answers a door only within 10 s after the guest's act (docs/protocol §7.12); a second try needs some of it. */
const SECOND_TRY_WITHIN_MS = 8_000;

/** Tries the door. Never rejects for what a door, radio or network can do. */
export async function openDoor(parts: OpenDoorParts): Promise<{ outcome: UnlockOutcome; attempt: Attempt }> {
  const actedAt = parts.clock.now();
  const attemptOnce = (from: number): Promise<UnlockResult> =>
    parts.phone.unlock({
      ...unlockOptionsOf(parts.keyId, parts.target),
      actedAt: from,
      onProgress: (progress) => {
        if (progress.step === 'searching') parts.onStep('searching', '', 1);
        else if (progress.step === 'connecting') parts.onStep('connecting', progress.door, progress.attempt);
        else if (progress.step === 'proving') parts.onStep('proving', progress.door, 1);
      },
    });
  let result = await attemptOnce(actedAt);
  let renewed = false;
  if (result.kind !== 'opened' && result.renew) {
    parts.onStep('renewing', result.door?.name ?? '', 1);
    renewed = await within(parts.clock, RENEWAL_MS, parts.renew());
    // A door picked in the browser's list is the act that counts, and the list is not shown again for the second try.
    const countsFrom = result.cost.actedAt;
    if (renewed && parts.clock.now() - countsFrom < SECOND_TRY_WITHIN_MS) {
      result = await attemptOnce(countsFrom);
      renewed = false; // it was used up: pressing again brings nothing newer
    }
  }
  markTimes(result);
  return { outcome: outcomeOf(result, renewed), attempt: attemptOf(parts, result, actedAt) };
}

/** Where the time went, on the browser's own timeline: for measurements, never sent anywhere. */
function markTimes({ kind, cost }: UnlockResult): void {
  const { ms, split, attempts, commands } = cost;
  performance.measure?.('unlock', {
    end: performance.now(),
    duration: ms,
    detail: { kind, attempts, commands, ms, ...split },
  });
}

function outcomeOf(result: UnlockResult, renewed: boolean): UnlockOutcome {
  if (result.kind === 'opened') return { kind: 'opened', door: result.door.name, ms: result.cost.ms };
  const door = result.door?.name;
  const outcome = { diagnosis: result.diagnosis, renewed, ...(door === undefined ? {} : { door }) };
  if (result.kind === 'refused') return { kind: 'refused', ...outcome };
  const { otherDoor, noDoorChosen } = result;
  return {
    kind: 'failed',
    ...outcome,
    ...(otherDoor === undefined ? {} : { otherDoor: otherDoor.name }),
    ...(noDoorChosen === undefined ? {} : { noDoorChosen }),
  };
}

function attemptOf(parts: OpenDoorParts, result: UnlockResult, at: number): Attempt {
  const doorId = result.door?.doorId ?? (parts.target.kind === 'door' ? parts.target.doorId : undefined);
  return {
    id: crypto.randomUUID(),
    keyId: result.door?.keyId ?? parts.keyId,
    at,
    outcome: result.kind,
    diagnosis: result.kind === 'opened' ? null : result.diagnosis,
    ...(doorId === undefined ? {} : { doorId }),
  };
}

/** False when `promise` takes longer. */
function within(clock: Clock, limitMs: number, promise: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(limitMs, () => resolve(false));
    void promise.then((value) => {
      cancel();
      resolve(value);
    });
  });
}
