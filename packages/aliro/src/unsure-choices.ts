// Every place where public sources on Aliro 1.0 disagree or are silent, and the one choice made (docs/protocol, boxes UNSURE 1-24).

/** Our vendor id, 3 bytes as a number. EXPERIMENTAL: locally administered quadrant, registered nowhere; replace before any product (docs/protocol §7.3). */
export const VENDOR_ID = 0xd2484b;

/**
 * The choices, by the number of their box in docs/protocol. Those that are plain data are read from here by the code; the
 * others are stated so that one page lists them all.
 */
export const UNSURE: {
  /** 1: a kid hashes this many point bytes (65 with the leading 04, not 64); when parsing, 1-32 bytes are accepted. */
  readonly kidPointBytes: 65;
  readonly kidLengths: readonly [number, number];
  /** 2: key slot = first bytes of SHA-1 over the 65-byte point; our locks never ask for it. */
  readonly keySlotBytes: 8;
  /** 3: data bytes of one short answer that we send; GET RESPONSE is taken with either class. */
  readonly shortAnswerBytes: 254;
  readonly getResponseClasses: readonly number[];
  /** 4: limits of `7F66` count the whole APDU, header and status word included. */
  readonly extendedLimitsCountWholeApdu: true;
  /** 5: with policy 03 the phone delays AUTH1 up to this long for the user, then answers 6985. */
  readonly userActionSeconds: 10;
  /** 6: mailbox template tag and its atomic flag. */
  readonly mailboxTemplateTag: 0xba;
  readonly mailboxAtomicTag: 0x8c;
  /** 7: mailbox is a flat byte array of this size from offset 0. */
  readonly mailboxBytes: 8192;
  /** 8: the only inner tag of AE we send. */
  readonly notifyTag: 0x9f20;
  /** 9: bare ciphertext in DO'53 is refused unless a reader is built with `acceptRawEnvelope`. */
  readonly acceptRawEnvelope: false;
  /** 10: nothing is sent between a step-up SELECT and the first ENVELOPE. */
  readonly exchangeBeforeEnvelope: false;
  /** 11: malformed command data. */
  readonly malformedDataSw: 0x6a80;
  /** 12: with a certificate, part 1 of the salt is the issuer's key, not the reader's. */
  readonly groupKeyIsIssuer: true;
  /** 13: vendor blocks B1 and B2 go into the info of Kpersistent as everywhere. */
  readonly vendorBlocksInKpersistent: true;
  /** 14: no message is sent at a counter of this value or above. */
  readonly counterLimit: 0xffff;
  /** 15: a serial with its top bit set gets 00 in front when a certificate is decompressed. */
  readonly padSerial: true;
  /** 16: our issuer writes only kid; x5chain is taken only where `issuerCa` is set. */
  readonly issuerWritesX5chain: false;
  /** 17: label of the device key inside the MSO's "4": the first is written, any is read, both together are malformed. */
  readonly deviceKeyLabels: readonly ['1', '4'];
  /** 18: our Revocation Documents carry no device key. */
  readonly revocationHasDeviceKey: false;
  /** 19: recurrence patterns that are evaluated (4 only with ordinal 0), in UTC. */
  readonly evaluablePatterns: readonly number[];
  /** 20: an element without rules is refused unless `allowRuleless`. */
  readonly allowRuleless: false;
  /** 21: a revocation entry with both fields matches by either. */
  readonly eitherFieldRevokes: true;
  /** 22: a Revocation Document counts only if its `signed` is strictly newer. */
  readonly revocationStrictlyNewer: true;
  /** 23: ranging and remote actions are not implemented. */
  readonly ranging: false;
  /** 24: our GATT profile reports by tag 97 inside EXCHANGE, as on NFC. */
  readonly statusByExchange: true;
  /** Ours, not numbered: a new root's own signature in mail type 4 covers the mail's signed bytes built over the payload without field 4. */
  readonly newRootSignsMailBytes: true;
} = {
  kidPointBytes: 65,
  kidLengths: [1, 32],
  keySlotBytes: 8,
  shortAnswerBytes: 254,
  getResponseClasses: [0x00, 0x80],
  extendedLimitsCountWholeApdu: true,
  userActionSeconds: 10,
  mailboxTemplateTag: 0xba,
  mailboxAtomicTag: 0x8c,
  mailboxBytes: 8192,
  notifyTag: 0x9f20,
  acceptRawEnvelope: false,
  exchangeBeforeEnvelope: false,
  malformedDataSw: 0x6a80,
  groupKeyIsIssuer: true,
  vendorBlocksInKpersistent: true,
  counterLimit: 0xffff,
  padSerial: true,
  issuerWritesX5chain: false,
  deviceKeyLabels: ['1', '4'],
  revocationHasDeviceKey: false,
  evaluablePatterns: [1, 2, 3, 4],
  allowRuleless: false,
  eitherFieldRevokes: true,
  revocationStrictlyNewer: true,
  ranging: false,
  statusByExchange: true,
  newRootSignsMailBytes: true,
};
