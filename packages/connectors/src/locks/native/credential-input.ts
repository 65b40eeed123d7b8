// From a key's facts to what the issuer signs: elements with rules and gates, and the lease (docs/protocol §7.1–§7.4).
import { type AccessData, CAPABILITY, gateExtension } from '@nightlatch/aliro';
import { type KeyKind, leaseEnd } from '@nightlatch/domain';

/** A document is signed at most this long before its start (docs/protocol §7.2). */
const EARLIEST_SIGNING_MS = 24 * 3_600_000;
/** Limits of one document (docs/protocol §7.1, §7.3). */
const MOST_ELEMENTS = 40;
const MOST_LOCKS_IN_ROOM = 4;

/** What the credential of one key on one device depends on. Instants in UTC ms; `generation` is the occupancy's in its room. */
export interface NativeKey {
  readonly now: number;
  readonly leaseSeconds: number;
  readonly kind: KeyKind;
  readonly validFrom: number;
  readonly validUntil: number;
  /** The 16 bytes that doors see, equal for all keys of the occupancy. */
  readonly occupancyId: Uint8Array;
  readonly generation: number;
  /** The room's element such as `r12` and its locks' ids (8 bytes each); none for a shared key of common doors only. */
  readonly room: { readonly element: string; readonly lockIds: readonly Uint8Array[] };
  /** Elements of the common doors this key opens too, such as `c:gym`. */
  readonly commonElements: readonly string[];
  /** Policy: companions may be the first to open (docs/protocol §7.4). */
  readonly companionsOpenFirst: boolean;
}

/** The issuer's input but for keys: give it to `issueAccessDocument` with signer and device point. Instants in whole seconds (ms). */
export interface NativeCredentialInput {
  readonly elements: ReadonlyMap<string, AccessData>;
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
}

/** Why nothing can be signed now: too early (try from `from` on), the key is over, or it is for more doors than one document takes. */
export type NativeRefusal =
  | { readonly code: 'not_yet'; readonly from: number }
  | { readonly code: 'over' }
  | { readonly code: 'too_many_doors' };

/**
 * The next credential of a key: one lease from now (or from the key's start), never past the key's end. The primary key's gate
 * overrides older occupancies, a shared key's only joins: an invitation alone locks nobody out.
 */
export function nativeCredentialInput(
  key: NativeKey,
):
  | { readonly ok: true; readonly input: NativeCredentialInput }
  | { readonly ok: false; readonly refusal: NativeRefusal } {
  const signedAt = wholeSecond(key.now);
  const validFrom = wholeSecond(Math.max(key.validFrom, signedAt));
  if (validFrom - signedAt > EARLIEST_SIGNING_MS)
    return refuse({ code: 'not_yet', from: validFrom - EARLIEST_SIGNING_MS });
  const validUntil = wholeSecond(leaseEnd({ now: validFrom, leaseSeconds: key.leaseSeconds, keyEnd: key.validUntil }));
  if (validUntil <= validFrom) return refuse({ code: 'over' });
  const { room, commonElements } = key;
  if (room.lockIds.length > MOST_LOCKS_IN_ROOM || commonElements.length >= MOST_ELEMENTS) {
    return refuse({ code: 'too_many_doors' });
  }
  const grant: AccessData = { id: key.occupancyId, rules: [{ capabilities: CAPABILITY.momentary, allow: 0, deny: 0 }] };
  const mode = key.kind === 'primary' || key.companionsOpenFirst ? 'override' : 'join';
  const gates = room.lockIds.map((lockId) => gateExtension({ lockId, generation: key.generation, mode }));
  const elements = new Map<string, AccessData>();
  if (gates.length > 0) elements.set(room.element, { ...grant, accessExtensions: gates });
  for (const element of commonElements) elements.set(element, grant);
  return { ok: true, input: { elements, signedAt, validFrom, validUntil } };
}

function refuse(refusal: NativeRefusal): { readonly ok: false; readonly refusal: NativeRefusal } {
  return { ok: false, refusal };
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
