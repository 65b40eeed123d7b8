// The worked example of docs/protocol part 11: one journal entry, its page and one mail item under fixed keys, made for it only.
import {
  agreementKeyFrom,
  cborMap,
  encodeCbor,
  encodeJournalEntry,
  fromHex,
  hex,
  hpkeSeal,
  importAgreementKey,
  importSigner,
  JOURNAL_START,
  kid,
  nextJournalHash,
  readMail,
  utf8,
  writeMail,
} from '../src/index.ts';

const SCALARS = { lock: '11'.repeat(32), mail: '22'.repeat(32), seal: '33'.repeat(32), ephemeral: '44'.repeat(32) };
const READER = '00112233445566778899aabbccddeeff'.repeat(2);
const AT = Date.UTC(2026, 10, 24, 12);

/** Every value that does not depend on a signature's nonce, by name, in hex. */
export async function workExample(): Promise<Readonly<Record<string, string>>> {
  const lock = await importSigner({ scalar: fromHex(SCALARS.lock) }, { extractable: false });
  const mailKey = await importSigner({ scalar: fromHex(SCALARS.mail) }, { extractable: false });
  const seal = await importAgreementKey({ scalar: fromHex(SCALARS.seal) }, { extractable: false });
  const entry = encodeJournalEntry({
    seq: 1,
    at: AT,
    clockUnknown: false,
    fast: false,
    underPrivacy: false,
    boltConfirmed: true,
    event: 'opened',
    reason: 0,
    subject: fromHex('a0a1a2a3a4a5a6a7'),
    occupancyId: fromHex('b0b1b2b3b4b5b6b7b8b9babbbcbdbebf'),
    generation: 17,
  });
  const first = await nextJournalHash(JOURNAL_START, entry);
  const plaintext = encodeCbor([JOURNAL_START, [{ raw: entry }], first]);
  const aad = encodeCbor([1, fromHex(READER), 1, 1]);
  const label = utf8('nightlatch-journal-1');
  const ephemeral = await agreementKeyFrom(() => fromHex(SCALARS.ephemeral));
  const sealed = await hpkeSeal({ recipientPoint: seal.point, info: label, aad, plaintext, ephemeral });
  if (sealed === null) throw new Error('not a point');
  const { enc, ciphertext } = sealed;
  const payload = encodeCbor(cborMap([0, 1], [1, fromHex(READER)], [2, 1], [3, 1], [4, enc], [5, ciphertext]));
  const scope = { groupId: fromHex(READER).slice(0, 16), lockId: fromHex(READER).slice(-8) };
  const body = { kind: 'generation-floor', lockId: scope.lockId, generation: 18 } as const;
  const item = readMail(await writeMail({ signer: mailKey, scope, seq: 7, issuedAt: AT, body }));
  if (!item.ok) throw new Error('mail');
  return {
    lockPoint: hex(lock.point),
    lockKid: hex(await kid(lock.point)),
    sealPoint: hex(seal.point),
    mailPoint: hex(mailKey.point),
    mailKid: hex(await kid(mailKey.point)),
    entry: hex(entry),
    h1: hex(first),
    pagePlaintext: hex(plaintext),
    pageAad: hex(aad),
    pageEnc: hex(enc),
    pageCiphertext: hex(ciphertext),
    pageSignedBytes: hex(encodeCbor(['Signature1', fromHex('a10126'), label, payload])),
    mailSignedBytes: hex(item.value.signedBytes),
  };
}
