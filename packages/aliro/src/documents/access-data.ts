// AccessData: what one element of an Access Document grants (docs/protocol §5.3, §7.3).
import { AliroError } from '../aliro-error.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, itemsOf, onlyLabels, uintOf } from '../encoding/cbor-fields.ts';
import { good, type Result, refuse } from '../result.ts';
import { VENDOR_ID } from '../unsure-choices.ts';
import { encodeSchedule, parseSchedule, type Schedule, scheduleProblem } from './schedule.ts';

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

/** The gate extension (ours, id 1): this lock, this generation. `override` locks older occupancies out, `join` never does (§7.4). */
export type Gate = { readonly lockId: Uint8Array; readonly generation: number; readonly mode: 'override' | 'join' };

/** The staff extension (ours, id 2). */
export type Staff = { readonly class: 'service' | 'emergency' | 'technician'; readonly mayPassPrivacy: boolean };

/** Vendor, id and version of an extension. */
export type ExtensionName = Pick<AccessExtension, 'vendorId' | 'extensionId' | 'version'>;

/** An AccessData with every list present, and our extensions already read. */
export type ParsedAccessData = Required<Omit<AccessData, 'id'>> & {
  readonly id: Uint8Array | null;
  /** One entry per lock of the room, in order; empty where none. */
  readonly gates: readonly Gate[];
  readonly staff: Staff | null;
  /** The first critical access extension that we do not know (vendor, id or version), or null; non-null refuses with 0205. */
  readonly unknownCritical: ExtensionName | null;
};

const GATE = 1;
const STAFF = 2;
const VERSION = 1;
const STAFF_CLASSES = ['service', 'emergency', 'technician'] as const;
const MAX_LIST = 8;

/** The gate extension to put into `accessExtensions`; critical unless `critical: false` (only for foreign readers, §7.3). */
export function gateExtension(
  gate: Gate,
  options: { readonly critical: boolean } = { critical: true },
): AccessExtension {
  if (gate.lockId.length !== 8) throw new AliroError('argument', 'a lockId has 8 bytes');
  const content = encodeCbor(cborMap([0, gate.lockId], [1, gate.generation], [2, gate.mode === 'override' ? 0 : 1]));
  return { vendorId: VENDOR_ID, criticality: options.critical ? 0 : 1, extensionId: GATE, version: VERSION, content };
}

/** The staff extension to put into `accessExtensions`. */
export function staffExtension(staff: Staff): AccessExtension {
  const content = encodeCbor(cborMap([0, STAFF_CLASSES.indexOf(staff.class) + 1], [1, staff.mayPassPrivacy ? 1 : 0]));
  return { vendorId: VENDOR_ID, criticality: 0, extensionId: STAFF, version: VERSION, content };
}

function byVendor<T extends { readonly vendorId: number }>(
  extensions: readonly T[] | undefined,
  write: (extension: T) => CborValue,
): CborValue | undefined {
  if (extensions === undefined || extensions.length === 0) return undefined;
  const vendors = new Map<number, CborValue[]>();
  for (const extension of extensions) {
    const list = vendors.get(extension.vendorId) ?? [];
    list.push(write(extension));
    vendors.set(extension.vendorId, list);
  }
  return vendors;
}

function list<T>(items: readonly T[] | undefined, write: (item: T) => CborValue): CborValue | undefined {
  return items === undefined || items.length === 0 ? undefined : items.map(write);
}

function encodeRule(rule: AccessRule): CborValue {
  return cborMap(
    [0, rule.capabilities],
    [1, rule.allow === 0 ? undefined : rule.allow],
    [2, rule.deny === 0 ? undefined : rule.deny],
  );
}

/** CBOR of an AccessData, deterministic. Throws AliroError `argument` for values outside §5.3. */
export function encodeAccessData(data: AccessData): Bytes {
  const out = encodeCbor(
    cborMap(
      [0, 1],
      [1, data.id],
      [2, list(data.rules, encodeRule)],
      [3, list(data.schedules, encodeSchedule)],
      [4, list(data.readerRules, (rule) => rule)],
      [5, byVendor(data.nonAccessExtensions, (e) => [e.extensionId, e.version, e.content])],
      [6, byVendor(data.accessExtensions, (e) => [e.criticality, e.extensionId, e.version, e.content])],
    ),
  );
  const check = parseAccessData(out);
  if (!check.ok) throw new AliroError('argument', `AccessData: ${check.error.detail ?? check.error.code}`);
  return out;
}

function parseList<T>(
  node: CborNode | undefined,
  name: string,
  read: (node: CborNode) => T | null,
): Result<readonly T[]> {
  if (node === undefined) return good([]);
  const items = itemsOf(node);
  if (items === undefined) return refuse('unexpected', node.start, name);
  if (items.length > MAX_LIST) return refuse('count', node.start, name);
  const out: T[] = [];
  for (const item of items) {
    const value = read(item);
    if (value === null) return refuse('value', item.start, name);
    out.push(value);
  }
  return good(out);
}

function parseRule(node: CborNode): AccessRule | null {
  if (!onlyLabels(node, [0, 1, 2])) return null;
  const capabilities = uintOf(fieldOf(node, 0), 0xffff);
  const allow = fieldOf(node, 1) === undefined ? 0 : uintOf(fieldOf(node, 1));
  const deny = fieldOf(node, 2) === undefined ? 0 : uintOf(fieldOf(node, 2));
  return capabilities === undefined || allow === undefined || deny === undefined ? null : { capabilities, allow, deny };
}

function parseExtension(vendorId: number, node: CborNode, withCriticality: boolean): AccessExtension | null {
  const items = itemsOf(node);
  if (items?.length !== (withCriticality ? 4 : 3)) return null;
  const rest = withCriticality ? items.slice(1) : items;
  const criticality = withCriticality ? uintOf(items[0]) : 1;
  const extensionId = uintOf(rest[0]);
  const version = uintOf(rest[1]);
  const content = bytesOf(rest[2]);
  if (criticality === undefined || extensionId === undefined || version === undefined || content === undefined)
    return null;
  return { vendorId, criticality, extensionId, version, content };
}

function parseExtensions(
  node: CborNode | undefined,
  name: string,
  withCriticality: boolean,
): Result<readonly AccessExtension[]> {
  if (node === undefined) return good([]);
  if (node.kind !== 'map') return refuse('unexpected', node.start, name);
  const out: AccessExtension[] = [];
  for (const [vendorId, entries] of node.entries) {
    const items = itemsOf(entries);
    if (typeof vendorId !== 'number' || vendorId < 0 || items === undefined)
      return refuse('unexpected', entries.start, name);
    for (const item of items) {
      const extension = parseExtension(vendorId, item, withCriticality);
      if (extension === null) return refuse('value', item.start, name);
      out.push(extension);
    }
  }
  return good(out);
}

function isOurs(extension: AccessExtension, id: number): boolean {
  return extension.vendorId === VENDOR_ID && extension.extensionId === id && extension.version === VERSION;
}

function parseGate(extension: AccessExtension): Gate | null {
  const node = decodeCbor(extension.content);
  if (!node.ok || !onlyLabels(node.value, [0, 1, 2])) return null;
  const lockId = bytesOf(fieldOf(node.value, 0), 8);
  const generation = uintOf(fieldOf(node.value, 1));
  const mode = uintOf(fieldOf(node.value, 2), 1);
  if (lockId === undefined || generation === undefined || mode === undefined) return null;
  return { lockId, generation, mode: mode === 0 ? 'override' : 'join' };
}

function parseStaff(extension: AccessExtension): Staff | null {
  const node = decodeCbor(extension.content);
  if (!node.ok || !onlyLabels(node.value, [0, 1])) return null;
  const staffClass = STAFF_CLASSES[(uintOf(fieldOf(node.value, 0)) ?? 0) - 1];
  const flags = uintOf(fieldOf(node.value, 1));
  return staffClass === undefined || flags === undefined
    ? null
    : { class: staffClass, mayPassPrivacy: (flags & 1) === 1 };
}

function readOurs(
  extensions: readonly AccessExtension[],
): Result<Pick<ParsedAccessData, 'gates' | 'staff' | 'unknownCritical'>> {
  const gates: Gate[] = [];
  let staff: Staff | null = null;
  let unknownCritical: ExtensionName | null = null;
  for (const extension of extensions) {
    if (isOurs(extension, GATE)) {
      const gate = parseGate(extension);
      if (gate === null || gates.length >= 4) return refuse('value', 0, 'gate extension');
      gates.push(gate);
    } else if (isOurs(extension, STAFF)) {
      const read = parseStaff(extension);
      if (read === null || staff !== null) return refuse('value', 0, 'staff extension');
      staff = read;
    } else if ((extension.criticality & 1) === 0 && unknownCritical === null) {
      unknownCritical = {
        vendorId: extension.vendorId,
        extensionId: extension.extensionId,
        version: extension.version,
      };
    }
  }
  return good({ gates, staff, unknownCritical });
}

function masksFit(rules: readonly AccessRule[], schedules: number): boolean {
  // Masks are at most 32 bits; multiplication keeps the comparison in safe integers.
  const limit = 2 ** schedules;
  return rules.every((rule) => rule.allow < limit && rule.deny < limit);
}

/** Reads and checks an AccessData against all limits of §5.3; a refusal is status 0007. Offsets are into `bytes`. */
export function parseAccessData(bytes: Uint8Array): Result<ParsedAccessData> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  const node = decoded.value;
  if (uintOf(fieldOf(node, 0)) !== 1) return refuse('value', 0, 'version');
  if (!onlyLabels(node, [0, 1, 2, 3, 4, 5, 6])) return refuse('unexpected', 0, 'label');
  const idNode = fieldOf(node, 1);
  const id = idNode === undefined ? null : bytesOf(idNode);
  if (id === undefined || (id !== null && id.length > 16)) return refuse('length', idNode?.start ?? 0, 'id');
  const rules = parseList(fieldOf(node, 2), 'rules', parseRule);
  if (!rules.ok) return rules;
  const schedules = parseList(fieldOf(node, 3), 'schedules', parseSchedule);
  if (!schedules.ok) return schedules;
  const problem = schedules.value.map(scheduleProblem).find((found) => found !== null);
  if (problem !== undefined && problem !== null) return refuse('value', 0, problem);
  if (!masksFit(rules.value, schedules.value.length)) return refuse('value', 0, 'mask of a missing schedule');
  const readerRules = parseList(fieldOf(node, 4), 'reader rules', (item) => uintOf(item, 0xffff) ?? null);
  if (!readerRules.ok) return readerRules;
  const nonAccessExtensions = parseExtensions(fieldOf(node, 5), 'non-access extensions', false);
  if (!nonAccessExtensions.ok) return nonAccessExtensions;
  const accessExtensions = parseExtensions(fieldOf(node, 6), 'access extensions', true);
  if (!accessExtensions.ok) return accessExtensions;
  const ours = readOurs(accessExtensions.value);
  if (!ours.ok) return ours;
  return good({
    id,
    rules: rules.value,
    schedules: schedules.value,
    readerRules: readerRules.value,
    nonAccessExtensions: nonAccessExtensions.value,
    accessExtensions: accessExtensions.value,
    ...ours.value,
  });
}
