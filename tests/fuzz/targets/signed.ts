// Verifiers of what the hotel and its locks signed: nothing changed is taken, whatever its form.
import {
  openJournalPage,
  parseReaderCertificate,
  readCommissioningRecord,
  readMail,
  type SignedDocument,
  verifyMail,
  verifyReaderCertificate,
  verifySignedDocument,
} from '@nightlatch/aliro';
import { type Location, makeLocation, NOW, show } from '../fixture.ts';
import { type NamedTarget, violate } from '../target.ts';

/** What a verifier read out of an input it took; null where it refused. Unsigned parts (kid, order, unknown labels) are left out. */
type Take = (input: Uint8Array) => Promise<readonly string[] | null>;

function signed(
  name: string,
  make: (location: Location) => { readonly seeds: readonly Uint8Array[]; readonly take: Take },
): NamedTarget {
  return {
    name,
    covers: '/packages/aliro/',
    make: async () => {
      const { seeds, take } = make(await makeLocation());
      const known = new Set<string>();
      for (const seed of seeds) {
        const said = await take(seed);
        if (said === null) throw new Error(`${name}: a real message is refused`);
        for (const part of said) known.add(part);
      }
      return {
        seeds,
        limitBytes: 4200,
        limitMs: 1000,
        run: async (input) => {
          for (const part of (await take(input)) ?? []) {
            if (!known.has(part)) violate(`taken, but nobody signed it: ${part.slice(0, 200)}`);
          }
        },
      };
    },
  };
}

function partsOf(document: SignedDocument): readonly string[] {
  const { elements: _shown, kid: _unsigned, disclosed, ...head } = document;
  return [show(head), ...disclosed.map((element) => `${show(head)} ${show(element)}`)];
}

function takeDocument(location: Location, docType: 'aliro-a' | 'aliro-r'): Take {
  return async (document) => {
    const { anchors } = location;
    const verified = await verifySignedDocument({ document, docType, askedElements: null, anchors });
    return verified.ok ? partsOf(verified.value) : null;
  };
}

function takeMail({ mailSigner, root }: Location): Take {
  return async (bytes) => {
    const mail = readMail(bytes);
    if (!mail.ok) return null;
    const { signature: _nonce, kid: _unsigned, body, ...said } = mail.value;
    const taken = (await verifyMail(mail.value, mailSigner.point)) || (await verifyMail(mail.value, root.point));
    // A new root's own signature is random; what it covers is compared.
    const plain = body.kind === 'anchor' ? { ...body, newRootSignature: null } : body;
    const { signedBytes: covered, ...rest } = said;
    return taken ? [show({ ...rest, body: plain, covered: body.kind === 'anchor' ? null : covered })] : null;
  };
}

function takePage({ sealKey, lock }: Location): Take {
  return async (page) => {
    const opened = await openJournalPage({ page, sealKey, lockPoint: lock.point });
    return opened.ok ? [show(opened.value)] : null;
  };
}

function takeCertificate({ readerIssuer, subId }: Location): Take {
  return async (bytes) => {
    const certificate = parseReaderCertificate(bytes);
    if (!certificate.ok) return null;
    const issuerPoints = [readerIssuer.point];
    const taken = await verifyReaderCertificate({ certificate: certificate.value, issuerPoints, now: NOW, subId });
    const { signatureDer: _nonce, ...said } = certificate.value;
    return taken === null ? null : [show(said)];
  };
}

function takeRecord({ fingerprint, lock }: Location): Take {
  return async (record) => {
    const read = await readCommissioningRecord({ record, rootFingerprint: fingerprint, lockPoint: lock.point });
    if (!read.ok) return null;
    const { certificate: _nonce, ...said } = read.value;
    return [show(said)];
  };
}

/** The verifiers. */
export const SIGNED: readonly NamedTarget[] = [
  signed('signed-document', (l) => ({ seeds: l.documents, take: takeDocument(l, 'aliro-a') })),
  signed('signed-revocation', (l) => ({ seeds: l.revocations, take: takeDocument(l, 'aliro-r') })),
  signed('signed-mail', (l) => ({ seeds: l.mails, take: takeMail(l) })),
  signed('signed-page', (l) => ({ seeds: [l.page], take: takePage(l) })),
  signed('signed-certificate', (l) => ({ seeds: [l.certificate], take: takeCertificate(l) })),
  signed('signed-commissioning', (l) => ({ seeds: [l.commissioning], take: takeRecord(l) })),
];
