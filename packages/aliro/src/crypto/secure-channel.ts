// Sealing of one channel: AES-256-GCM with direction and counter in the IV (docs/protocol §3.4).
import { type Bytes, concat, u32 } from '../encoding/bytes.ts';
import { UNSURE } from '../unsure-choices.ts';
import { type AesGcm, cryptoPort } from './crypto-port.ts';

const NO_AAD = new Uint8Array(0);
const TAG_BYTES = 16;

/** Who speaks: the reader's messages have direction 0, the phone's 1. */
export type Side = 'reader' | 'phone';

/** The IV of the n-th message of a direction. */
export function channelIv(from: Side, counter: number): Bytes {
  return concat(u32(0), u32(from === 'reader' ? 0 : 1), u32(counter));
}

/** One end of a channel. Both counters start at 1. After a failed opening, `forget`, or at the limit nothing works any more. */
export type SecureChannel = {
  /** Sealed bytes, or null at the counter limit or on a dead channel. */
  seal(plaintext: Uint8Array): Promise<Bytes | null>;
  /** Plaintext, or null where it does not open; then the keys are gone. */
  open(sealed: Uint8Array): Promise<Bytes | null>;
  forget(): void;
  readonly alive: boolean;
};

/** A channel with the keys of both directions; `start` moves the counters (tests of the limit). */
export function createSecureChannel(options: {
  readonly side: Side;
  readonly readerKey: Uint8Array;
  readonly deviceKey: Uint8Array;
  readonly start?: { readonly sent: number; readonly received: number };
}): SecureChannel {
  const other: Side = options.side === 'reader' ? 'phone' : 'reader';
  const readers = cryptoPort().aesGcm(options.readerKey);
  const devices = cryptoPort().aesGcm(options.deviceKey);
  let keys: { readonly mine: AesGcm; readonly theirs: AesGcm } | null =
    options.side === 'reader' ? { mine: readers, theirs: devices } : { mine: devices, theirs: readers };
  let sent = options.start?.sent ?? 0;
  let received = options.start?.received ?? 0;
  return {
    get alive() {
      return keys !== null;
    },
    forget() {
      keys = null;
    },
    async seal(plaintext) {
      if (keys === null || sent + 1 >= UNSURE.counterLimit) return null;
      sent += 1;
      return keys.mine.seal(channelIv(options.side, sent), plaintext, NO_AAD);
    },
    async open(sealed) {
      if (keys === null) return null;
      received += 1;
      const plain =
        sealed.length < TAG_BYTES ? null : await keys.theirs.open(channelIv(other, received), sealed, NO_AAD);
      if (plain === null) keys = null;
      return plain;
    },
  };
}
