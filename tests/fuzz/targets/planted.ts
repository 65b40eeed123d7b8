// A reader with a fault on purpose: the fuzzer's own test. A dropped bounds check, as in a parser that trusts a length.
import { type CryptoPort, parseTlv, tlv } from '@nightlatch/aliro';
import { makeLocation } from '../fixture.ts';
import { type NamedTarget, violate } from '../target.ts';
import { guestLink } from './guest-link.ts';

/** TLV as ours, but a value may end behind the input. */
function careless(bytes: Uint8Array): readonly Uint8Array[] {
  const values: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    const value = bytes.subarray(at + 2, at + 2 + length);
    // The check that is missing: at + 2 + length <= bytes.length.
    if (values.length > 1 && value.length < length) violate('value behind the end');
    values.push(value);
    at += 2 + length;
  }
  return values;
}

/** AES-GCM that never looks at the tag. Sealing ciphertext gives its plaintext: the key stream is the same both ways. */
function tagless(port: CryptoPort): CryptoPort {
  return {
    ...port,
    aesGcm: (key) => {
      const gcm = port.aesGcm(key);
      return {
        seal: (iv, plaintext, aad) => gcm.seal(iv, plaintext, aad),
        open: async (iv, sealed, aad) => (await gcm.seal(iv, sealed.subarray(0, -16), aad)).slice(0, -16),
      };
    },
  };
}

/** Doubles with one fault each. */
export const PLANTED: readonly NamedTarget[] = [
  {
    name: 'planted-bounds',
    covers: '/targets/planted.js',
    make: () => ({
      seeds: [Uint8Array.from(Buffer.concat([tlv(0x41, Uint8Array.of(1)), tlv(0x42, Uint8Array.of(2, 3))]))],
      limitBytes: 256,
      limitMs: 250,
      run: careless,
    }),
  },
  {
    name: 'planted-throw',
    covers: '/targets/planted.js',
    // A path of four steps, each its own block: blind bytes find it once in 2^32, kept blocks within seconds.
    make: () => ({
      seeds: [new Uint8Array(8)],
      limitBytes: 64,
      limitMs: 250,
      run: (input) => {
        if (input[0] !== 0xd8) return;
        if (input[1] !== 0x3a) return;
        if (input[2] !== 0x5c) return;
        if (input[3] !== 0x77) return;
        throw new RangeError('offset is out of bounds');
      },
    }),
  },
  {
    name: 'planted-hang',
    covers: '/targets/planted.js',
    make: () => ({
      seeds: [Uint8Array.of(0x41, 1, 2)],
      limitBytes: 64,
      limitMs: 250,
      // An element of length 0 that does not move on.
      run: (input) => {
        for (let at = 0; at < input.length; at += input[at + 1] ?? 1) parseTlv(input);
      },
    }),
  },
  {
    name: 'planted-acceptance',
    covers: '/packages/aliro/',
    make: async () => {
      const { mails } = await makeLocation();
      const whole = mails[0] ?? new Uint8Array(0);
      return {
        seeds: [whole],
        limitBytes: 4096,
        limitMs: 250,
        // A verifier that compares all but the last byte of the signature.
        run: (input) => {
          const same =
            input.length === whole.length && Buffer.compare(input.subarray(0, -1), whole.subarray(0, -1)) === 0;
          if (same && Buffer.compare(input, whole) !== 0) violate('taken though its bytes differ');
        },
      };
    },
  },
  // A guest's visit at a lock, and on a phone, that take a changed message for a good one.
  guestLink('planted-guest-link', false, tagless),
];
