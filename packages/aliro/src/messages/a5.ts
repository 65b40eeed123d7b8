// The phone's capabilities: A5 of SELECT or Initiate, and the FCI around it (docs/protocol §2.2, §6.4).
import { type Bytes, equalBytes, fromHex, readU16 } from '../encoding/bytes.ts';
import { parseTlv, readFields, tlv } from '../encoding/tlv.ts';
import { good, type Result, refuse } from '../result.ts';
import { VENDOR_ID } from '../unsure-choices.ts';

/** What the phone's A5 says. `extended` null: short APDUs only. `hotelProfile`: the B3 marker of §6.4 is there. */
export type PhoneCapabilities = {
  /** u16 each, most preferred first; empty where 5C is missing. */
  readonly versions: readonly number[];
  readonly extended: { readonly maxCommand: number; readonly maxAnswer: number } | null;
  readonly hotelProfile: boolean;
};

/** A5 our phone sends by GATT, WebSocket and in memory: commands <= 2048, answers <= 4096, hotel profile 1. */
export const PHONE_A5_GATT: Uint8Array = fromHex(
  'a51f 80020000 5c020100 7f66080202080002021000 b30a30080403d2484b800101',
);

/** A5 our phone sends in its NFC FCI: short APDUs, hotel profile 1. */
export const PHONE_A5_NFC: Uint8Array = fromHex('a514 80020000 5c020100 b30a30080403d2484b800101');

/** The least A5: version 1.0, short APDUs, no vendor block. */
export const MINIMAL_A5: Uint8Array = fromHex('a508 80020000 5c020100');

/** AID of the expedited phase. */
export const AID_EXPEDITED: Uint8Array = fromHex('a000000909acce5501');

/** AID of the step-up phase. */
export const AID_STEP_UP: Uint8Array = fromHex('a000000909acce5502');

/** Protocol version 1.0. */
export const VERSION_1_0: 0x0100 = 0x0100;

function isMarker(block: Uint8Array): boolean {
  const inner = parseTlv(block);
  if (!inner.ok) return false;
  const vendor = inner.value[0];
  const profile = inner.value.find((element) => element.tag === 0x80);
  const id =
    vendor?.tag === 0x04 && vendor.value.length === 3 ? readU16(vendor.value) * 256 + (vendor.value[2] ?? 0) : -1;
  return id === VENDOR_ID && profile?.value.length === 1 && profile.value[0] === 1;
}

function hasMarker(b3: Uint8Array | undefined): boolean {
  if (b3 === undefined) return false;
  const blocks = parseTlv(b3);
  return blocks.ok && blocks.value.some((block) => block.tag === 0x30 && isMarker(block.value));
}

function readExtended(value: Uint8Array | undefined): Result<PhoneCapabilities['extended']> {
  if (value === undefined) return good(null);
  const form = value[0] === 2 && value[1] === 2 && value[4] === 2 && value[5] === 2;
  if (!form) return refuse('value', 0, '7F66');
  return good({ maxCommand: readU16(value, 2), maxAnswer: readU16(value, 6) });
}

/** Reads an A5 TLV (whole, with its tag). Application type other than 0000 is an error; a missing 5C only with `stepUp`. */
export function parseA5(a5: Uint8Array, options: { readonly stepUp?: boolean } = {}): Result<PhoneCapabilities> {
  const outer = parseTlv(a5);
  if (!outer.ok) return outer;
  const element = outer.value[0];
  if (element?.tag !== 0xa5 || outer.value.length !== 1) return refuse('unexpected', 0, 'A5');
  const fields = readFields(
    element.value,
    [
      { tag: 0x80, length: 2, required: true },
      { tag: 0x5c, min: 2, max: 126, required: options.stepUp !== true },
      { tag: 0x7f66, length: 8 },
      { tag: 0xb3, max: 127 },
    ],
    false,
  );
  if (!fields.ok) return fields;
  if (!equalBytes(fields.value.get(0x80)?.value ?? new Uint8Array(0), new Uint8Array(2)))
    return refuse('value', 0, 'application type');
  const list = fields.value.get(0x5c)?.value ?? new Uint8Array(0);
  if (list.length % 2 !== 0) return refuse('length', 0, '5C');
  const versions = Array.from({ length: list.length / 2 }, (_, i) => readU16(list, 2 * i));
  const extended = readExtended(fields.value.get(0x7f66)?.value);
  if (!extended.ok) return extended;
  return good({ versions, extended: extended.value, hotelProfile: hasMarker(fields.value.get(0xb3)?.value) });
}

/** The FCI a phone answers to SELECT: `6F { 84 AID, A5 }`. */
export function encodeFci(aid: Uint8Array, a5: Uint8Array): Bytes {
  return tlv(0x6f, tlv(0x84, aid), a5);
}

/** The A5 TLV of an FCI for the AID asked. */
export function parseFci(fci: Uint8Array, aid: Uint8Array): Result<Uint8Array> {
  const outer = readFields(fci, [{ tag: 0x6f, required: true }], false);
  if (!outer.ok) return outer;
  const inner = readFields(
    outer.value.get(0x6f)?.value ?? new Uint8Array(0),
    [
      { tag: 0x84, length: 9, required: true },
      { tag: 0xa5, required: true },
    ],
    false,
  );
  if (!inner.ok) return inner;
  const said = inner.value.get(0x84)?.value;
  const a5 = inner.value.get(0xa5)?.raw;
  if (said === undefined || !equalBytes(said, aid)) return refuse('value', 0, 'AID');
  return a5 === undefined ? refuse('missing', 0, 'A5') : good(a5);
}
