// AUTH0: ephemeral points, transaction id, and the cryptogram of the fast phase (docs/protocol §2.3).
import { looksLikePoint } from '../crypto/point.ts';
import { type Bytes, concat, readU16, u16 } from '../encoding/bytes.ts';
import { readFields, tlv } from '../encoding/tlv.ts';
import { good, type Result, refuse } from '../result.ts';

/** The AUTH0 command. */
export type Auth0Command = {
  readonly fastWanted: boolean;
  readonly authenticationPolicy: 1 | 2 | 3;
  readonly version: number;
  readonly readerEphemeralPoint: Uint8Array;
  readonly transactionId: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  /** Whole B1 TLV, empty where none. */
  readonly vendorBlock: Uint8Array;
};

/** The AUTH0 answer. */
export type Auth0Answer = {
  readonly deviceEphemeralPoint: Uint8Array;
  readonly cryptogram: Uint8Array | null;
  /** Whole B2 TLV, empty where none. */
  readonly vendorBlock: Uint8Array;
};

const NONE = new Uint8Array(0);

/** Data of the AUTH0 command. */
export function encodeAuth0Command(command: Auth0Command): Bytes {
  return concat(
    tlv(0x41, Uint8Array.of(command.fastWanted ? 1 : 0)),
    tlv(0x42, Uint8Array.of(command.authenticationPolicy)),
    tlv(0x5c, u16(command.version)),
    tlv(0x87, command.readerEphemeralPoint),
    tlv(0x4c, command.transactionId),
    tlv(0x4d, command.readerIdentifier),
    command.vendorBlock,
  );
}

/** Reads the data of an AUTH0 command; any error is 6A80. */
export function parseAuth0Command(data: Uint8Array): Result<Auth0Command> {
  const fields = readFields(
    data,
    [
      { tag: 0x41, length: 1, required: true },
      { tag: 0x42, length: 1, required: true },
      { tag: 0x5c, length: 2, required: true },
      { tag: 0x87, length: 65, required: true },
      { tag: 0x4c, length: 16, required: true },
      { tag: 0x4d, length: 32, required: true },
      { tag: 0xb1, max: 127 },
    ],
    true,
  );
  if (!fields.ok) return fields;
  const value = (tag: number): Uint8Array => fields.value.get(tag)?.value ?? NONE;
  const flags = value(0x41)[0] ?? 0;
  const policy = value(0x42)[0] ?? 0;
  if (flags > 1) return refuse('value', 0, '41');
  if (policy !== 1 && policy !== 2 && policy !== 3) return refuse('value', 0, '42');
  if (!looksLikePoint(value(0x87))) return refuse('point', 0, '87');
  return good({
    fastWanted: flags === 1,
    authenticationPolicy: policy,
    version: readU16(value(0x5c)),
    readerEphemeralPoint: value(0x87),
    transactionId: value(0x4c),
    readerIdentifier: value(0x4d),
    vendorBlock: fields.value.get(0xb1)?.raw ?? NONE,
  });
}

/** Data of the AUTH0 answer. */
export function encodeAuth0Answer(answer: Auth0Answer): Bytes {
  return concat(
    tlv(0x86, answer.deviceEphemeralPoint),
    answer.cryptogram === null ? NONE : tlv(0x9d, answer.cryptogram),
    answer.vendorBlock,
  );
}

/** Reads an AUTH0 answer; 9D must be there exactly when fast was wanted. */
export function parseAuth0Answer(data: Uint8Array, fastWanted: boolean): Result<Auth0Answer> {
  const fields = readFields(
    data,
    [
      { tag: 0x86, length: 65, required: true },
      { tag: 0x9d, length: 64, required: fastWanted },
      { tag: 0xb2, max: 127 },
    ],
    false,
  );
  if (!fields.ok) return fields;
  const point = fields.value.get(0x86)?.value ?? NONE;
  const cryptogram = fields.value.get(0x9d)?.value ?? null;
  if (!looksLikePoint(point)) return refuse('point', 0, '86');
  if (cryptogram !== null && !fastWanted) return refuse('unexpected', 0, '9D');
  return good({ deviceEphemeralPoint: point, cryptogram, vendorBlock: fields.value.get(0xb2)?.raw ?? NONE });
}
