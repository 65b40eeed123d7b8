// AccessData: what one element of an Access Document grants (docs/protocol §5.3).
import type { Bytes } from '../encoding/bytes.ts';
import { pending } from '../pending.ts';
import type { Result } from '../result.ts';

/** Capability bits of a rule (§5.3). Doors ask `momentary`. */
export const CAPABILITY: {
  readonly secure: 1;
  readonly unsecure: 2;
  readonly toggle: 4;
  readonly momentary: 8;
  readonly extendedMomentary: 16;
  readonly payment: 32;
} = { secure: 1, unsecure: 2, toggle: 4, momentary: 8, extendedMomentary: 16, payment: 32 };

/** A rule. `allow` and `deny` are bit masks over `schedules` (bit n = schedule n), 0 for none. */
export type AccessRule = { readonly capabilities: number; readonly allow: number; readonly deny: number };

/** A recurrence: pattern 1 daily, 2 weekly, 3 monthly by weekday, 4 monthly by date, 5-8 yearly (not evaluable). */
export type Recurrence = {
  readonly durationSeconds: number;
  readonly mask: number;
  readonly pattern: number;
  readonly interval: number;
  readonly ordinal: number;
};

/** A schedule. Seconds since 1970; `endSeconds` 0 is open. `utc` false: wall clock of the lock. */
export type Schedule = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly recurrence?: Recurrence;
  readonly utc: boolean;
};

/** An access extension as carried: bit 0 of `criticality` 0 = critical. `content` is the byte string. */
export type AccessExtension = {
  readonly vendorId: number;
  readonly criticality: number;
  readonly extensionId: number;
  readonly version: number;
  readonly content: Uint8Array;
};

/** A non-access extension: always ignored by readers. */
export type NonAccessExtension = Omit<AccessExtension, 'criticality'>;

/** What an element grants. `id` is the occupancy id (16 bytes) or a person's id; absent lists are empty. */
export type AccessData = {
  readonly id?: Uint8Array;
  readonly rules?: readonly AccessRule[];
  readonly schedules?: readonly Schedule[];
  readonly readerRules?: readonly number[];
  readonly nonAccessExtensions?: readonly NonAccessExtension[];
  readonly accessExtensions?: readonly AccessExtension[];
};

/** The gate extension (ours, id 1): this lock, this generation. `override` locks older occupancies out, `join` never does (§7.3, §7.4). */
export type Gate = { readonly lockId: Uint8Array; readonly generation: number; readonly mode: 'override' | 'join' };

/** The staff extension (ours, id 2). */
export type Staff = { readonly class: 'service' | 'emergency' | 'technician'; readonly mayPassPrivacy: boolean };

/** An AccessData with every list present, and our extensions already read. */
export type ParsedAccessData = Required<Omit<AccessData, 'id'>> & {
  readonly id: Uint8Array | null;
  /** One entry per lock of the room, in order; empty where none. */
  readonly gates: readonly Gate[];
  readonly staff: Staff | null;
  /** The first critical access extension that we do not know (vendor, id or version), or null; non-null refuses with 0205. */
  readonly unknownCritical: {
    readonly vendorId: number;
    readonly extensionId: number;
    readonly version: number;
  } | null;
};

/** The gate extension to put into `accessExtensions` (critical unless `critical: false`, for foreign readers). */
export function gateExtension(gate: Gate, options?: { readonly critical: boolean }): AccessExtension {
  return pending(`gateExtension ${gate.mode} ${options?.critical}`);
}

/** The staff extension to put into `accessExtensions`. */
export function staffExtension(staff: Staff): AccessExtension {
  return pending(`staffExtension ${staff.class}`);
}

/** CBOR of an AccessData, deterministic. Throws AliroError `argument` for values outside §5.3. */
export function encodeAccessData(data: AccessData): Bytes {
  return pending(`encodeAccessData ${data.rules?.length}`);
}

/** Reads and checks an AccessData against all limits of §5.3; a refusal is status 0007. */
export function parseAccessData(bytes: Uint8Array): Result<ParsedAccessData> {
  return pending(`parseAccessData ${bytes.length}`);
}
