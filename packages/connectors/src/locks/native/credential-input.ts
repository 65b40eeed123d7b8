// From a key's facts to what the issuer signs: elements with rules and gates, and the lease (docs/protocol §7.1–§7.4).
import { type AccessData, CAPABILITY, gateExtension } from '@nightlatch/aliro';
import { type KeyKind, leaseEnd, type OpeningHours, type OpeningWindow, openingWindows } from '@nightlatch/domain';

/** A document is signed at most this long before its start (docs/protocol §7.2). */
const EARLIEST_SIGNING_MS = 24 * 3_600_000;
/** Limits of one document (docs/protocol §7.1, §7.3). */
const MOST_ELEMENTS = 40;
const MOST_LOCKS_IN_ROOM = 4;
/** Openings of one common door that a document can say: schedules of one element (docs/protocol §5.3). */
export const MOST_OPENINGS = 8;

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
  /** Elements of the common doors this key opens too, such as `c:gym`, with the hours that some of them keep. */
  readonly commonElements: readonly string[];
  readonly hours?: ReadonlyMap<string, OpeningHours>;
  /** IANA zone of the hours. */
  readonly timeZone?: string;
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
  for (const element of commonElements) {
    const hours = key.hours?.get(element);
    elements.set(element, hours ? within(grant, windowsOf(hours, key, { from: validFrom, until: validUntil })) : grant);
  }
  return { ok: true, input: { elements, signedAt, validFrom, validUntil } };
}

/**
 * The lease's own windows as single schedules in UTC: exact over a change of summer time and good for any reader, which weekly
 * rules by the wall clock are not (docs/protocol §5.3). Whoever sets hours or the length of leases
 * sees to it that they fit (`MOST_OPENINGS`); of more, the first ones are kept.
 */
function windowsOf(hours: OpeningHours, key: NativeKey, span: OpeningWindow): OpeningWindow[] {
  return openingWindows(hours, { timeZone: key.timeZone ?? 'UTC', span }).slice(0, MOST_OPENINGS);
}

/** The grant within the windows; closed for the whole lease: a second of 1970, because an end of 0 would mean for ever. */
function within(grant: AccessData, windows: readonly OpeningWindow[]): AccessData {
  const open = windows.length > 0 ? windows : [{ from: 1000, until: 2000 }];
  const schedules = open.map(({ from, until }) => ({
    startSeconds: Math.ceil(from / 1000),
    // `end` is still inside (docs/protocol §5.3), a window's end is not.
    endSeconds: Math.max(Math.ceil(until / 1000) - 1, Math.ceil(from / 1000)),
    utc: true,
  }));
  const rules = [{ capabilities: CAPABILITY.momentary, allow: 2 ** schedules.length - 1, deny: 0 }];
  return { ...grant, rules, schedules };
}

function refuse(refusal: NativeRefusal): { readonly ok: false; readonly refusal: NativeRefusal } {
  return { ok: false, refusal };
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
