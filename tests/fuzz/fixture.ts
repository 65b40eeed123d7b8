// A location with fixed keys and the real messages of its issuer, locks and phones. Everything but signature nonces is the same in every run, so a finding's input fits the next run.
import {
  type AccessData,
  CAPABILITY,
  encodeJournalEntry,
  gateExtension,
  importAgreementKey,
  importSigner,
  issueAccessDocument,
  issueReaderCertificate,
  issueRevocationDocument,
  JOURNAL_START,
  kid,
  lockIdOf,
  type MailBody,
  rootFingerprint,
  sealJournalPage,
  staffExtension,
  writeCommissioningRecord,
  writeMail,
} from '@nightlatch/aliro';
import { countingBytes } from './random.ts';

/** UTC ms of all fixtures. */
export const NOW: number = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;

/** Text of any value of the protocol, byte strings as hex and maps as pairs: for comparing. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Uint8Array) return Buffer.from(item).toString('hex');
    if (item instanceof Map) return [...item];
    return item;
  });
}

/** A signing key of a fixed scalar. */
export function fixedSigner(seed: number) {
  return importSigner({ scalar: countingBytes(seed)(32) }, { extractable: true });
}

/** A location. */
export type Location = Awaited<ReturnType<typeof makeLocation>>;

/** Makes the location and its messages. */
export async function makeLocation() {
  const [issuer, readerIssuer, mailSigner, root, lock, device] = await Promise.all([
    fixedSigner(1),
    fixedSigner(2),
    fixedSigner(3),
    fixedSigner(4),
    fixedSigner(5),
    fixedSigner(6),
  ]);
  const newRoot = await fixedSigner(7);
  const sealKey = await importAgreementKey({ scalar: countingBytes(8)(32) }, { extractable: false });
  const readerIdentifier = countingBytes(9)(32);
  const groupId = readerIdentifier.slice(0, 16);
  const subId = readerIdentifier.slice(16);
  const lockId = lockIdOf(readerIdentifier);
  const random = countingBytes(10);
  const serial = countingBytes(11)(8);
  const certificate = await issueReaderCertificate({
    issuerSigner: readerIssuer,
    readerPoint: lock.point,
    subId,
    serial: Uint8Array.of(1, ...serial),
  });
  const rules = [{ capabilities: CAPABILITY.momentary, allow: 0, deny: 0 }];
  const room = {
    id: countingBytes(12)(16),
    rules,
    accessExtensions: [gateExtension({ lockId, generation: 17, mode: 'override' })],
  };
  const common = {
    id: countingBytes(12)(16),
    rules: [{ capabilities: CAPABILITY.momentary, allow: 1, deny: 0 }],
    schedules: [
      {
        startSeconds: NOW / 1000,
        endSeconds: 0,
        recurrence: { durationSeconds: 3600, mask: 127, pattern: 2, interval: 1, ordinal: 0 },
        utc: false,
      },
    ],
    accessExtensions: [staffExtension({ class: 'service', mayPassPrivacy: true })],
  };
  const dates = { signedAt: NOW - HOUR, validFrom: NOW - HOUR, validUntil: NOW + 23 * HOUR };
  const documents = [
    await issueAccessDocument({
      signer: issuer,
      devicePoint: device.point,
      elements: new Map([['r101', room]]),
      ...dates,
      random,
    }),
    await issueAccessDocument({
      signer: issuer,
      devicePoint: device.point,
      elements: new Map<string, AccessData>([
        ['r101', room],
        ['c:pool', { id: room.id, rules }],
      ]),
      ...dates,
      iteration: 3,
      random,
    }),
  ];
  const revocations = [
    await issueRevocationDocument({
      signer: issuer,
      entries: [{ id: room.id, expiresAt: NOW + HOUR }, { keyHash: countingBytes(13)(32) }],
      signedAt: NOW,
      random,
    }),
    await issueRevocationDocument({ signer: issuer, entries: [], signedAt: NOW, random }),
  ];
  const revocation = revocations[0] ?? new Uint8Array(0);
  const configuration = {
    door: { kind: 'room' as const, element: 'r101', otherElements: ['z:hk-3', 'c:lift'] },
    openMs: 5000,
    privacyMode: 1 as const,
    maxLeaseSeconds: 604_800,
    revocationElement: 'rv',
    zone: [{ fromSeconds: 1_772_000_000, offsetMinutes: 60 }],
    fast: true,
  };
  const bodies: readonly MailBody[] = [
    { kind: 'time-floor', at: NOW },
    { kind: 'time-answer', at: NOW, nonce: new Uint8Array(16).fill(7) },
    { kind: 'revocation', document: revocation },
    { kind: 'anchor', class: 'credential', epoch: 2, point: newRoot.point, minEpoch: 1 },
    { kind: 'anchor', class: 'root', epoch: 2, point: newRoot.point, minEpoch: 0 },
    { kind: 'configuration', configuration },
    { kind: 'generation-floor', lockId, generation: 18 },
    { kind: 'journal-receipt', first: 1, last: 1, hash: new Uint8Array(32).fill(9) },
    { kind: 'reset', generation: 0, iteration: 5 },
  ];
  const mails: Uint8Array[] = [];
  for (const [seq, body] of bodies.entries()) {
    const isRoot = body.kind === 'anchor' || body.kind === 'reset';
    mails.push(
      await writeMail({
        signer: isRoot ? root : mailSigner,
        scope: { groupId, lockId },
        seq: seq + 1,
        issuedAt: NOW,
        notAfter: NOW + 30 * 24 * HOUR,
        body,
        newRootSigner: newRoot,
      }),
    );
  }
  const entries = [1, 2, 3].map((seq) =>
    encodeJournalEntry({
      seq,
      at: NOW,
      clockUnknown: false,
      fast: false,
      underPrivacy: false,
      boltConfirmed: true,
      event: 'opened',
      reason: 0,
      subject: new Uint8Array(8).fill(seq),
      occupancyId: room.id,
      generation: 17,
    }),
  );
  const page = await sealJournalPage({
    lockSigner: lock,
    readerIdentifier,
    sealPoint: sealKey.point,
    previousHash: JOURNAL_START,
    entries,
    random: countingBytes(14),
  });
  /** A record for a lock of this point, with a certificate for it. */
  const commissionFor = async (lockPoint: Uint8Array): Promise<Uint8Array> =>
    writeCommissioningRecord({
      rootSigner: root,
      record: {
        lockPoint,
        readerIdentifier,
        certificate: await issueReaderCertificate({ issuerSigner: readerIssuer, readerPoint: lockPoint, subId }),
        anchors: [
          { class: 'credential', epoch: 1, point: issuer.point },
          { class: 'mail', epoch: 1, point: mailSigner.point },
          { class: 'root', epoch: 1, point: root.point },
          { class: 'seal', epoch: 1, point: sealKey.point },
        ],
        configuration,
        at: NOW,
        readerIssuerPoint: readerIssuer.point,
      },
    });
  const commissioning = await commissionFor(lock.point);
  return {
    ...{ issuer, readerIssuer, mailSigner, root, lock, device, sealKey, readerIdentifier, groupId, subId, lockId },
    ...{ certificate, documents, revocations, mails, entries, page, commissioning, commissionFor, room, common, rules },
    anchors: [{ kid: await kid(issuer.point), point: issuer.point }],
    fingerprint: await rootFingerprint(root.point),
  };
}
