// Takes a Revocation Document, wherever it came from: verify, apply, drop what it hits (docs/protocol §5.2, §5.4, §7.6.1).
import { type DocumentRefusal, hex, keyHash, type Result, verifyDocument } from '@nightlatch/aliro';
import { catchUp, readClock } from './clock.ts';
import { dropRevoked } from './document-cache.ts';
import type { LockState } from './lock-state.ts';
import { changeRevocations } from './revocation-memory.ts';

/** The new state and what the list did; `missing`: the document is good but not for this lock's revocation element (R14). */
export interface AppliedRevocation {
  readonly kind: 'applied' | 'ignored' | 'overflow' | 'missing';
  readonly state: LockState;
}

/** The device point plays no part in an `aliro-r`; verification wants one of the right length. */
const NO_DEVICE = new Uint8Array(65);

/** Verifies `document` by every step of docs/protocol §5.2 and applies it. A refusal changes nothing. */
export async function applyRevocationDocument(
  state: LockState,
  document: Uint8Array,
  counterMs: number,
): Promise<Result<AppliedRevocation, DocumentRefusal>> {
  const clock = readClock(state.clock, counterMs);
  const element = state.configuration.revocationElement;
  const verified = await verifyDocument({
    document,
    docType: 'aliro-r',
    askedElements: [element],
    anchors: state.anchors.filter((anchor) => anchor.class === 'credential'),
    now: clock.known ? clock.nowMs : null,
    storedIteration: (anchor) => state.iterations.get(hex(anchor.kid)) ?? 0,
    devicePoint: NO_DEVICE,
    hotel: { uncertaintySeconds: clock.known ? Math.ceil(clock.uncertaintyMs / 1000) : 0 },
  });
  if (!verified.ok) return verified;
  const data = verified.value.revocation.get(element);
  if (!data) return { ok: true, value: { kind: 'missing', state } };
  const { signedAt, anchor, iterationAfter } = verified.value;
  const time = catchUp(state.clock, counterMs, signedAt);
  const outcome = changeRevocations(state.revocations, { element, signedMs: signedAt, data }, time.timeFloorMs);
  if (outcome.kind === 'ignored') return { ok: true, value: { kind: 'ignored', state } };
  const next: LockState = {
    ...state,
    revocations: outcome.next,
    clock: time,
    iterations: new Map(state.iterations).set(hex(anchor.kid), iterationAfter),
    cache: await dropRevoked(state.cache, outcome.next, keyHash),
  };
  return { ok: true, value: { kind: outcome.kind, state: next } };
}
