// A lock's configuration as CBOR: mail type 5 and the commissioning record (docs/protocol §7.8, §7.11).
import type { ZoneStep } from '../documents/schedule.ts';
import { utf8 } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap } from '../encoding/cbor.ts';
import { fieldOf, itemsOf, onlyLabels, textOf, uintOf } from '../encoding/cbor-fields.ts';

/** Configuration of a lock. Absent fields stay as they are. */
export type LockConfiguration = {
  readonly door?: {
    readonly kind: 'room' | 'common';
    readonly element: string;
    /** Zones or common names, at most 3, in the order they are tried. */
    readonly otherElements: readonly string[];
  };
  readonly openMs?: number;
  readonly extendedOpenMs?: number;
  readonly privacyMode?: 0 | 1;
  readonly maxLeaseSeconds?: number;
  readonly revocationElement?: string;
  readonly zone?: readonly ZoneStep[];
  readonly fast?: boolean;
  readonly allowRuleless?: boolean;
};

/** The configuration as a CBOR value. */
export function configurationValue(c: LockConfiguration): CborValue {
  const door: CborValue | undefined =
    c.door === undefined ? undefined : [c.door.kind === 'room' ? 0 : 1, c.door.element, [...c.door.otherElements]];
  return cborMap(
    [0, door],
    [1, c.openMs],
    [2, c.extendedOpenMs],
    [3, c.privacyMode],
    [4, c.maxLeaseSeconds],
    [5, c.revocationElement],
    [6, c.zone?.map((step) => [step.fromSeconds, step.offsetMinutes])],
    [7, c.fast],
    [8, c.allowRuleless],
  );
}

function elementName(node: CborNode | undefined): string | undefined {
  const text = textOf(node);
  const length = text === undefined ? 0 : utf8(text).length;
  return length >= 1 && length <= 32 ? text : undefined;
}

function readDoor(node: CborNode): LockConfiguration['door'] | null {
  const items = itemsOf(node);
  const others = itemsOf(items?.[2]);
  const kind = uintOf(items?.[0], 1);
  const element = elementName(items?.[1]);
  if (items?.length !== 3 || kind === undefined || element === undefined || others === undefined) return null;
  const names = others.map(elementName).filter((name) => name !== undefined);
  if (names.length !== others.length || names.length > 3) return null;
  return { kind: kind === 0 ? 'room' : 'common', element, otherElements: names };
}

function readZone(node: CborNode): readonly ZoneStep[] | null {
  const items = itemsOf(node);
  if (items === undefined || items.length > 32) return null;
  const steps: ZoneStep[] = [];
  for (const item of items) {
    const pair = itemsOf(item);
    const fromSeconds = uintOf(pair?.[0]);
    const offset = pair?.[1];
    if (pair?.length !== 2 || fromSeconds === undefined || offset?.kind !== 'integer') return null;
    if (Math.abs(offset.value) > 24 * 60 || fromSeconds <= (steps.at(-1)?.fromSeconds ?? -1)) return null;
    steps.push({ fromSeconds, offsetMinutes: offset.value });
  }
  return steps;
}

/** Reads a configuration; null where a field is malformed or unknown. */
export function readConfiguration(node: CborNode | undefined): LockConfiguration | null {
  if (node === undefined || !onlyLabels(node, [0, 1, 2, 3, 4, 5, 6, 7, 8])) return null;
  let broken = false;
  /** Undefined where the field is absent; marks the whole broken where it is there and unreadable. */
  const take = <T>(label: number, read: (field: CborNode) => T | null | undefined): T | undefined => {
    const field = fieldOf(node, label);
    if (field === undefined) return undefined;
    const value = read(field);
    if (value === null || value === undefined) broken = true;
    return value ?? undefined;
  };
  const flag = (field: CborNode): boolean | null => (field.kind === 'boolean' ? field.value : null);
  const fields = {
    door: take(0, readDoor),
    openMs: take(1, (field) => uintOf(field, 600_000)),
    extendedOpenMs: take(2, (field) => uintOf(field, 600_000)),
    privacyMode: take<0 | 1>(3, (field) => (uintOf(field, 1) === undefined ? null : uintOf(field, 1) === 0 ? 0 : 1)),
    maxLeaseSeconds: take(4, (field) => uintOf(field)),
    revocationElement: take(5, elementName),
    zone: take(6, readZone),
    fast: take(7, flag),
    allowRuleless: take(8, flag),
  };
  if (broken) return null;
  return withoutUndefined(fields);
}

/** Drops undefined members, so that absent and `undefined` are one thing (exactOptionalPropertyTypes). */
function withoutUndefined(
  fields: { [K in keyof LockConfiguration]?: LockConfiguration[K] | undefined },
): LockConfiguration {
  // `as`: every member left is of its declared type; TypeScript can't follow Object.fromEntries.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as LockConfiguration;
}
