// The phone's AUTH0 and AUTH1 (docs/protocol §2.3-2.5, §3): one course of action for known and unknown readers.

import type { AgreementKey, MaybeLater } from '../crypto/crypto-port.ts';
import { groupIdOf, keySlot, subIdOf, xOf } from '../crypto/identifiers.ts';
import {
  type CryptogramContent,
  deriveFastKeys,
  deriveKdh,
  deriveKpersistent,
  deriveStandardKeys,
  type SessionContext,
  sealCryptogram,
} from '../crypto/key-schedule.ts';
import { newAgreementKey, verifySignature } from '../crypto/keys.ts';
import { isPoint } from '../crypto/point.ts';
import { hkdfKey } from '../crypto/primitives.ts';
import { createSecureChannel, type SecureChannel } from '../crypto/secure-channel.ts';
import { readDocument } from '../documents/read-document.ts';
import { parseReaderCertificate, verifyReaderCertificate } from '../documents/reader-certificate.ts';
import { type Bytes, equalBytes, fromHex, u16 } from '../encoding/bytes.ts';
import { parseA5 } from '../messages/a5.ts';
import { type Auth0Command, encodeAuth0Answer, parseAuth0Command } from '../messages/auth0.ts';
import {
  type Auth1Command,
  authenticationData,
  encodeAuth1Answer,
  parseAuth1Command,
  SIGNALING,
  USAGE,
} from '../messages/auth1.ts';
import { platformRandom, type RandomBytes } from '../platform.ts';
import type { HeldCredential, PhoneMailbox, PhonePorts, StoredKpersistent } from './phone-ports.ts';

/** A refusal by status word. */
export type Refused = { readonly sw: number; readonly detail: string };

/** What a session runs with. */
export type PhoneAuthOptions = {
  readonly ports: PhonePorts;
  readonly interfaceByte: number;
  readonly a5: Uint8Array;
  readonly certificateRule: 'hotel' | 'any';
  readonly random?: RandomBytes;
  readonly ephemeral?: MaybeLater<AgreementKey>;
  /** Whole B2 TLV for the AUTH0 answer; v1 sends none. */
  readonly vendorBlock?: Uint8Array;
};

/** What AUTH0 leaves behind. `fast` only where the cryptogram was real. */
export type PhoneAuth0 = {
  readonly command: Auth0Command;
  readonly context: Omit<SessionContext, 'groupKeyX'>;
  readonly ephemeral: AgreementKey;
  readonly answer: Bytes;
  readonly fast: SecureChannel | null;
};

/** What AUTH1 leaves behind. */
export type PhoneAuth1 = { readonly answer: Bytes; readonly channel: SecureChannel; readonly stepUpKey: Uint8Array };

/** A certificate that came by LOAD CERT or AUTH1. */
export type ReceivedCertificate = { readonly bytes: Uint8Array };

// The base point of P-256: stands in for the keys of a group the phone does not know, so that refusing takes the same work.
const DUMMY_POINT = fromHex(
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
);

// Stored documents do not change, and a phone says the same of one at every door and in every phase.
const signedTimes: WeakMap<Uint8Array, string | null> = new WeakMap();

function signedOf(document: Uint8Array): string | null {
  const known = signedTimes.get(document);
  if (known !== undefined) return known;
  const signed = readDocument(document)?.signed ?? null;
  signedTimes.set(document, signed);
  return signed;
}

/** What the phone says of its documents and mailbox for one reader. */
export function phoneSays(
  held: HeldCredential | null,
  revocation: Uint8Array | null,
  mailbox: PhoneMailbox | null,
): CryptogramContent {
  const signedAccess = held?.document == null ? null : signedOf(held.document);
  const signedRevocation = revocation === null ? null : signedOf(revocation);
  const mailboxBits = mailbox === null ? 0 : SIGNALING.mailboxRead | SIGNALING.mailboxWrite | SIGNALING.mailboxInStepUp;
  const signaling =
    (signedAccess === null ? 0 : SIGNALING.accessDocument) |
    (signedRevocation === null ? 0 : SIGNALING.revocationDocument) |
    (mailbox?.mailPresent === true ? SIGNALING.mailPresent : 0) |
    mailboxBits |
    SIGNALING.notifyApp |
    SIGNALING.notifyInStepUp;
  return { signaling, signedAccess, signedRevocation };
}

async function says(
  ports: PhonePorts,
  readerIdentifier: Uint8Array,
  held: HeldCredential | null,
): Promise<CryptogramContent> {
  const [revocation, mailbox] = await Promise.all([
    ports.revocation(readerIdentifier),
    ports.mailbox(readerIdentifier),
  ]);
  return phoneSays(held, revocation, mailbox);
}

type Usable = { readonly stored: StoredKpersistent; readonly held: HeldCredential };

async function usableKpersistent(ports: PhonePorts, command: Auth0Command): Promise<Usable | null> {
  const reader = command.readerIdentifier;
  const [stored, held, groupKeys] = await Promise.all([
    ports.kpersistent?.get(reader) ?? null,
    ports.credential(reader),
    ports.groupKeys(groupIdOf(reader)),
  ]);
  if (stored === null || held === null) return null;
  const fits =
    equalBytes(stored.devicePoint, held.signer.point) &&
    groupKeys.some((key) => equalBytes(xOf(key), stored.groupKeyX));
  return fits &&
    (await ports.userPresent({ readerIdentifier: reader, forced: command.authenticationPolicy === 3, wait: false }))
    ? { stored, held }
    : null;
}

/** A cryptogram and its channel; without a usable Kpersistent the same work under a throw-away key gives 64 meaningless bytes. */
async function fastAnswer(
  options: PhoneAuthOptions,
  command: Auth0Command,
  context: Omit<SessionContext, 'groupKeyX'>,
): Promise<{ readonly cryptogram: Bytes; readonly channel: SecureChannel | null }> {
  const random = options.random ?? platformRandom;
  const usable = await usableKpersistent(options.ports, command);
  const content = await says(options.ports, command.readerIdentifier, usable?.held ?? null);
  const key = usable?.stored.key ?? random(32);
  const groupKeyX = usable?.stored.groupKeyX ?? random(32);
  const deviceX = usable === null ? random(32) : xOf(usable.stored.devicePoint);
  const keys = await deriveFastKeys(key, { ...context, groupKeyX }, deviceX);
  const cryptogram = await sealCryptogram(keys.cryptogram, content);
  const channel =
    usable === null
      ? null
      : createSecureChannel({ side: 'phone', readerKey: keys.exchangeReader, deviceKey: keys.exchangeDevice });
  return { cryptogram, channel };
}

/** AUTH0: same form and work whether the reader is known or not (P06). */
export async function answerAuth0(options: PhoneAuthOptions, data: Uint8Array): Promise<PhoneAuth0 | Refused> {
  const command = parseAuth0Command(data);
  if (!command.ok) return { sw: 0x6a80, detail: `AUTH0 ${command.error.detail ?? command.error.code}` };
  const mine = parseA5(options.a5);
  if (!mine.ok || !mine.value.versions.includes(command.value.version)) return { sw: 0x6985, detail: 'version' };
  const ephemeral = await (options.ephemeral ?? newAgreementKey());
  // The agreement itself waits for AUTH1: a fast opening needs none.
  if (!isPoint(command.value.readerEphemeralPoint)) return { sw: 0x6a80, detail: 'reader ephemeral point' };
  const answerVendor = options.vendorBlock ?? new Uint8Array(0);
  const context = {
    readerIdentifier: command.value.readerIdentifier,
    interfaceByte: options.interfaceByte,
    version: u16(command.value.version),
    readerEphemeralX: xOf(command.value.readerEphemeralPoint),
    deviceEphemeralX: xOf(ephemeral.point),
    transactionId: command.value.transactionId,
    commandParameters: command.value.fastWanted ? 1 : 0,
    authenticationPolicy: command.value.authenticationPolicy,
    a5: options.a5,
    commandVendor: command.value.vendorBlock,
    answerVendor,
  };
  const fast = command.value.fastWanted ? await fastAnswer(options, command.value, context) : null;
  const answer = encodeAuth0Answer({
    deviceEphemeralPoint: ephemeral.point,
    cryptogram: fast?.cryptogram ?? null,
    vendorBlock: answerVendor,
  });
  return {
    command: command.value,
    context,
    ephemeral,
    answer,
    fast: fast?.channel ?? null,
  };
}

/** The group key point under which the reader is good, or the refusal: 6400 not decodable, 6982 not verified or unknown group. */
async function verifyReader(
  options: PhoneAuthOptions,
  auth0: PhoneAuth0,
  command: Auth1Command,
  received: ReceivedCertificate | null,
): Promise<Uint8Array | Refused> {
  const reader = auth0.command.readerIdentifier;
  const known = await options.ports.groupKeys(groupIdOf(reader));
  const candidates = known.length === 0 ? [DUMMY_POINT] : known.slice(0, 2);
  const signed = authenticationData({
    readerIdentifier: reader,
    deviceEphemeralPoint: auth0.ephemeral.point,
    readerEphemeralPoint: auth0.command.readerEphemeralPoint,
    transactionId: auth0.command.transactionId,
    usage: USAGE.reader,
  });
  const no: Refused = { sw: 0x6982, detail: known.length === 0 ? 'unknown group' : 'reader signature or certificate' };
  if (received === null) {
    let group: Uint8Array | null = null;
    for (const point of candidates) {
      if (await verifySignature(point, signed, command.signature)) group = point;
    }
    return group === null || known.length === 0 ? no : group;
  }
  const certificate = parseReaderCertificate(received.bytes);
  if (!certificate.ok) return { sw: 0x6400, detail: 'certificate' };
  const issuer = await verifyReaderCertificate({
    certificate: certificate.value,
    issuerPoints: candidates,
    now: options.ports.now(),
    ...(options.certificateRule === 'hotel' ? { subId: subIdOf(reader) } : {}),
  });
  const signs = await verifySignature(certificate.value.readerPoint, signed, command.signature);
  return issuer === null || !signs || known.length === 0 ? no : issuer;
}

/** AUTH1: certificate and reader signature, the guest's act, keys, Kpersistent, sealed answer. `loaded` came by LOAD CERT. */
export async function answerAuth1(
  options: PhoneAuthOptions,
  auth0: PhoneAuth0,
  data: Uint8Array,
  loaded: ReceivedCertificate | null,
): Promise<PhoneAuth1 | Refused> {
  const command = parseAuth1Command(data);
  if (!command.ok) return { sw: 0x6a80, detail: `AUTH1 ${command.error.detail ?? command.error.code}` };
  const received = command.value.certificate === null ? loaded : { bytes: command.value.certificate };
  const group = await verifyReader(options, auth0, command.value, received);
  if ('sw' in group) return group;
  const reader = auth0.command.readerIdentifier;
  const held = await options.ports.credential(reader);
  if (held === null) return { sw: 0x6982, detail: 'no key for this reader' };
  const forced = auth0.command.authenticationPolicy === 3;
  if (!(await options.ports.userPresent({ readerIdentifier: reader, forced, wait: true })))
    return { sw: 0x6985, detail: 'the guest did not act' };
  const context: SessionContext = { ...auth0.context, groupKeyX: xOf(group) };
  const ecdhX = await auth0.ephemeral.agree(auth0.command.readerEphemeralPoint);
  if (ecdhX === null) return { sw: 0x6a80, detail: 'reader ephemeral point' };
  const kdh = await deriveKdh(ecdhX, auth0.command.transactionId);
  const keys = await deriveStandardKeys(kdh, context);
  const devicePoint = held.signer.point;
  const kpersistent = await deriveKpersistent(kdh, context, xOf(devicePoint));
  await options.ports.kpersistent?.put(reader, {
    key: await hkdfKey(kpersistent),
    groupKeyX: context.groupKeyX,
    devicePoint,
  });
  const signature = await held.signer.sign(
    authenticationData({
      readerIdentifier: reader,
      deviceEphemeralPoint: auth0.ephemeral.point,
      readerEphemeralPoint: auth0.command.readerEphemeralPoint,
      transactionId: auth0.command.transactionId,
      usage: USAGE.device,
    }),
  );
  const plaintext = encodeAuth1Answer({
    devicePoint: command.value.wantsPublicKey ? devicePoint : null,
    keySlot: command.value.wantsPublicKey ? null : await keySlot(devicePoint),
    signature,
    ...(await says(options.ports, reader, held)),
  });
  const channel = createSecureChannel({
    side: 'phone',
    readerKey: keys.exchangeReader,
    deviceKey: keys.exchangeDevice,
  });
  const answer = await channel.seal(plaintext);
  if (answer === null) return { sw: 0x6d00, detail: 'counter' };
  return { answer, channel, stepUpKey: keys.stepUp };
}
