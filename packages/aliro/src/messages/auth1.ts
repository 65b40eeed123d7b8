// AUTH1: both signatures, the device's key, the signaling bitmap (docs/protocol §2.5).
import { xOf } from '../crypto/identifiers.ts';
import { parseSignedTime } from '../documents/signed-time.ts';
import { type Bytes, concat, fromHex, fromUtf8, readU16, u16, utf8 } from '../encoding/bytes.ts';
import { readFields, tlv } from '../encoding/tlv.ts';
import type { ReaderStatus } from '../hotel/reason-codes.ts';
import { bad, good, type Result, refuse } from '../result.ts';

/** Bits of the signaling bitmap, bit 0 the least significant. */
export const SIGNALING: {
  readonly accessDocument: 0x0001;
  readonly revocationDocument: 0x0002;
  readonly stepUpSelect: 0x0004;
  readonly mailPresent: 0x0008;
  readonly mailboxRead: 0x0010;
  readonly mailboxWrite: 0x0020;
  readonly notifyBackend: 0x0040;
  readonly notifyApp: 0x0080;
  readonly mailboxInStepUp: 0x0400;
  readonly notifyInStepUp: 0x0800;
} = {
  accessDocument: 0x0001,
  revocationDocument: 0x0002,
  stepUpSelect: 0x0004,
  mailPresent: 0x0008,
  mailboxRead: 0x0010,
  mailboxWrite: 0x0020,
  notifyBackend: 0x0040,
  notifyApp: 0x0080,
  mailboxInStepUp: 0x0400,
  notifyInStepUp: 0x0800,
};

/** The usage that keeps a reader's signature from passing for a device's (K13). */
export const USAGE: { readonly reader: Uint8Array; readonly device: Uint8Array } = {
  reader: fromHex('415d9569'),
  device: fromHex('4e887b4c'),
};

/** The 126 bytes both sides sign; only the usage differs. Points are 65 bytes. */
export function authenticationData(options: {
  readonly readerIdentifier: Uint8Array;
  readonly deviceEphemeralPoint: Uint8Array;
  readonly readerEphemeralPoint: Uint8Array;
  readonly transactionId: Uint8Array;
  readonly usage: Uint8Array;
}): Bytes {
  return concat(
    tlv(0x4d, options.readerIdentifier),
    tlv(0x86, xOf(options.deviceEphemeralPoint)),
    tlv(0x87, xOf(options.readerEphemeralPoint)),
    tlv(0x4c, options.transactionId),
    tlv(0x93, options.usage),
  );
}

/** The AUTH1 command. */
export type Auth1Command = {
  readonly wantsPublicKey: boolean;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array | null;
};

/** Data of the AUTH1 command. */
export function encodeAuth1Command(command: Auth1Command): Bytes {
  return concat(
    tlv(0x41, Uint8Array.of(command.wantsPublicKey ? 1 : 0)),
    tlv(0x9e, command.signature),
    command.certificate === null ? new Uint8Array(0) : tlv(0x90, command.certificate),
  );
}

/** Reads the data of an AUTH1 command; any error is 6A80. */
export function parseAuth1Command(data: Uint8Array): Result<Auth1Command> {
  const fields = readFields(
    data,
    [{ tag: 0x41, length: 1, required: true }, { tag: 0x9e, length: 64, required: true }, { tag: 0x90 }],
    true,
  );
  if (!fields.ok) return fields;
  const parameters = fields.value.get(0x41)?.value[0] ?? 0;
  const signature = fields.value.get(0x9e)?.value;
  if (parameters > 1 || signature === undefined) return refuse('value', 0, '41');
  return good({ wantsPublicKey: parameters === 1, signature, certificate: fields.value.get(0x90)?.value ?? null });
}

/** The AUTH1 answer before sealing. Exactly one of `devicePoint` and `keySlot`; timestamps are 20 characters. */
export type Auth1Answer = {
  readonly devicePoint: Uint8Array | null;
  readonly keySlot: Uint8Array | null;
  readonly signature: Uint8Array;
  readonly signaling: number;
  readonly signedAccess: string | null;
  readonly signedRevocation: string | null;
};

/** Plaintext of the AUTH1 answer. */
export function encodeAuth1Answer(answer: Auth1Answer): Bytes {
  const maybe = (tag: number, value: Uint8Array | null): Bytes =>
    value === null ? new Uint8Array(0) : tlv(tag, value);
  return concat(
    maybe(0x4e, answer.keySlot),
    maybe(0x5a, answer.devicePoint),
    tlv(0x9e, answer.signature),
    tlv(0x5e, u16(answer.signaling)),
    maybe(0x91, answer.signedAccess === null ? null : utf8(answer.signedAccess)),
    maybe(0x92, answer.signedRevocation === null ? null : utf8(answer.signedRevocation)),
  );
}

const ANSWER_FIELDS = [
  { tag: 0x4e, length: 8 },
  { tag: 0x5a, length: 65 },
  { tag: 0x9e, length: 64 },
  { tag: 0x5e, length: 2 },
  { tag: 0x91, length: 20 },
  { tag: 0x92, length: 20 },
] as const;

/** Why an AUTH1 answer is not taken: the status to send. */
export type Auth1Refusal = { readonly status: ReaderStatus; readonly detail: string };

function stampOf(value: Uint8Array | undefined): string | null | undefined {
  if (value === undefined) return null;
  const text = fromUtf8(value);
  return text !== null && parseSignedTime(text) !== null ? text : undefined;
}

/** Reads the plaintext of an AUTH1 answer, in the lock's order of checks; `askedSlot` when the key slot was asked for. */
export function parseAuth1Answer(plaintext: Uint8Array, askedSlot: boolean): Result<Auth1Answer, Auth1Refusal> {
  const fields = readFields(plaintext, ANSWER_FIELDS, false);
  if (!fields.ok) return bad({ status: '0006', detail: fields.error.detail ?? fields.error.code });
  const value = (tag: number): Uint8Array | undefined => fields.value.get(tag)?.value;
  const devicePoint = value(0x5a) ?? null;
  const keySlot = value(0x4e) ?? null;
  const signature = value(0x9e);
  const signaling = value(0x5e);
  if (askedSlot && keySlot === null) return bad({ status: '0021', detail: '4E missing' });
  if (!askedSlot && devicePoint === null) return bad({ status: '0022', detail: '5A missing' });
  if (signature === undefined) return bad({ status: '0023', detail: '9E missing' });
  if (signaling === undefined) return bad({ status: '0006', detail: '5E missing' });
  if (devicePoint !== null && keySlot !== null) return bad({ status: '0006', detail: '4E and 5A' });
  const signedAccess = stampOf(value(0x91));
  const signedRevocation = stampOf(value(0x92));
  if (signedAccess === undefined || signedRevocation === undefined) return bad({ status: '0006', detail: '91 or 92' });
  return good({ devicePoint, keySlot, signature, signaling: readU16(signaling), signedAccess, signedRevocation });
}
