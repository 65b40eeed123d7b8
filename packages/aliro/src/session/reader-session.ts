// The lock's side of a session: AUTH0, fast try, AUTH1, as promise code over an APDU link (docs/protocol §2.2-2.5).
// Longer than most files: one transaction from AUTH0 to the open channel, whose steps share what AUTH0 fixed.

import type { AgreementKey, Signer } from '../crypto/crypto-port.ts';
import { xOf } from '../crypto/identifiers.ts';
import {
  deriveFastKeys,
  deriveKdh,
  deriveKpersistent,
  deriveStandardKeys,
  openCryptogram,
  type SessionContext,
  type StandardKeys,
} from '../crypto/key-schedule.ts';
import { newAgreementKey, verifySignature } from '../crypto/keys.ts';
import { isPoint } from '../crypto/point.ts';
import { createSecureChannel, type SecureChannel } from '../crypto/secure-channel.ts';
import { COMMAND } from '../encoding/apdu.ts';
import { type Bytes, u16 } from '../encoding/bytes.ts';
import type { ReaderStatus } from '../hotel/reason-codes.ts';
import { AID_EXPEDITED, type PhoneCapabilities, parseA5, parseFci, VERSION_1_0 } from '../messages/a5.ts';
import { type Auth0Answer, type Auth0Command, encodeAuth0Command, parseAuth0Answer } from '../messages/auth0.ts';
import {
  type Auth1Answer,
  authenticationData,
  encodeAuth1Command,
  parseAuth1Answer,
  USAGE,
} from '../messages/auth1.ts';
import { encodeExchange } from '../messages/exchange.ts';
import { type KeyLike, platformRandom, type RandomBytes } from '../platform.ts';
import { bad, good, type Result } from '../result.ts';
import {
  createReaderChannel,
  type ReaderChannel,
  type ReaderFailure,
  sendControlFlow,
  transmissionFailure,
} from './reader-channel.ts';
import { type ApduLink, type ExtendedLimits, transmit } from './transmit.ts';

/** One entry of the lock's fast cache, as far as the key schedule needs it. Carry your own fields along. */
export type FastEntry = { readonly kpersistent: Uint8Array | KeyLike; readonly devicePoint: Uint8Array };

/** What the phone says of its documents: the bitmap (see SIGNALING) and the 20-character texts of tags 91 and 92. */
export type PhoneSaid = {
  readonly signaling: number;
  readonly signedAccess: string | null;
  readonly signedRevocation: string | null;
};

/** What authenticateReader came to. */
export type ReaderOutcome<T extends FastEntry = FastEntry> =
  | (PhoneSaid & {
      readonly kind: 'authenticated';
      readonly phase: 'standard' | 'fast';
      readonly channel: ReaderChannel;
      readonly devicePoint: Uint8Array;
      readonly phone: PhoneCapabilities;
      /** Standard only: Kpersistent (32 bytes), to be put into the fast cache after an opening with success. */
      readonly kpersistent: Bytes | null;
      /** Fast only: the entry that opened. */
      readonly fastEntry: T | null;
    })
  | { readonly kind: 'failed'; readonly failure: ReaderFailure };

/** Options of a session on the lock's side. */
export type ReaderOptions<T extends FastEntry = FastEntry> = {
  readonly link: ApduLink;
  /** 0x5E on NFC, 0xC3 on everything else. */
  readonly interfaceByte: 0x5e | 0xc3;
  /** A5 TLV from SELECT or Initiate, byte for byte. */
  readonly a5: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  readonly lockSigner: Signer;
  /** The lock's profile0000 certificate; absent: the reader key is the group key (L01). */
  readonly certificate?: Uint8Array;
  readonly certificateBy?: 'auth1' | 'load-cert';
  /** x of the reader-issuer key when a certificate is used, of the own key otherwise. 32 bytes. */
  readonly groupKeyX: Uint8Array;
  /** Fast phase: tried in order, at most 16. `accept` may turn a match down (§7.7), which goes on to AUTH1 in silence. */
  readonly fast?: { readonly entries: readonly T[]; accept?(entry: T, said: PhoneSaid): boolean };
  /** Tag 42: 1 phone's own setting (doors), 2 securing, 3 force. Default 1. */
  readonly authenticationPolicy?: 1 | 2 | 3;
  /** Asks for the key slot instead of the public key (L06); answers the device point of a slot, or null (status 0021). */
  readonly lookUpKeySlot?: (slot: Uint8Array) => Promise<Uint8Array | null>;
  /** Whole B1 TLV for AUTH0. */
  readonly vendorBlock?: Uint8Array;
  /** Build flag of UNSURE 9, default off. */
  readonly acceptRawEnvelope?: boolean;
  /** Chains short APDUs also where the phone takes extended ones (readers without them, and trials). Default off. */
  readonly shortOnly?: boolean;
  readonly random?: RandomBytes;
  /** RE made beforehand (one use); default: made now. */
  readonly ephemeral?: AgreementKey;
};

/** SELECT of the expedited application (NFC only). On an unfit answer CONTROL FLOW was sent already. Never rejects. */
export async function selectExpedited(link: ApduLink): Promise<Result<{ readonly a5: Uint8Array }, ReaderFailure>> {
  const answer = await transmit(link, COMMAND.select, AID_EXPEDITED);
  const failure = transmissionFailure(answer);
  if (failure?.code === 'link') return bad(failure);
  if (failure !== null || answer.kind !== 'answer')
    return bad({
      code: 'a5',
      sent: await sendControlFlow(link, 0x00),
      ...(failure?.sw === undefined ? {} : { sw: failure.sw }),
    });
  const a5 = parseFci(answer.data, AID_EXPEDITED);
  if (!a5.ok)
    return bad({ code: 'a5', sent: await sendControlFlow(link, 0x00), detail: a5.error.detail ?? a5.error.code });
  return good({ a5: a5.value });
}

type Opened = {
  readonly command: Auth0Command;
  readonly answer: Auth0Answer;
  readonly context: SessionContext;
  readonly ephemeral: AgreementKey;
};

type Failed = { readonly kind: 'failed'; readonly failure: ReaderFailure };

async function failWithControlFlow(link: ApduLink, failure: ReaderFailure, s2: 0x00 | 0x27 = 0x00): Promise<Failed> {
  const sent = failure.code === 'link' ? null : await sendControlFlow(link, s2);
  return { kind: 'failed', failure: { ...failure, sent } };
}

async function runAuth0(options: ReaderOptions): Promise<Opened | Failed> {
  const { link } = options;
  const ephemeral = options.ephemeral ?? (await newAgreementKey());
  const command: Auth0Command = {
    fastWanted: options.fast !== undefined,
    authenticationPolicy: options.authenticationPolicy ?? 1,
    version: VERSION_1_0,
    readerEphemeralPoint: ephemeral.point,
    transactionId: (options.random ?? platformRandom)(16),
    readerIdentifier: options.readerIdentifier,
    vendorBlock: options.vendorBlock ?? new Uint8Array(0),
  };
  const sent = await transmit(link, COMMAND.auth0, encodeAuth0Command(command));
  const failure = transmissionFailure(sent);
  if (failure !== null || sent.kind !== 'answer')
    return failWithControlFlow(link, failure ?? { code: 'format', sent: null });
  const answer = parseAuth0Answer(sent.data, command.fastWanted);
  if (!answer.ok)
    return failWithControlFlow(link, { code: 'format', sent: null, detail: answer.error.detail ?? answer.error.code });
  // The agreement itself waits for AUTH1: a fast opening needs none.
  if (!isPoint(answer.value.deviceEphemeralPoint))
    return failWithControlFlow(link, { code: 'format', sent: null, detail: 'device ephemeral point' });
  const context: SessionContext = {
    groupKeyX: options.groupKeyX,
    readerIdentifier: options.readerIdentifier,
    interfaceByte: options.interfaceByte,
    version: u16(VERSION_1_0),
    readerEphemeralX: xOf(ephemeral.point),
    deviceEphemeralX: xOf(answer.value.deviceEphemeralPoint),
    transactionId: command.transactionId,
    commandParameters: command.fastWanted ? 1 : 0,
    authenticationPolicy: command.authenticationPolicy,
    a5: options.a5,
    commandVendor: command.vendorBlock,
    answerVendor: answer.value.vendorBlock,
  };
  return { command, answer: answer.value, context, ephemeral };
}

const MAX_TRIES = 16;

async function tryFast<T extends FastEntry>(
  options: ReaderOptions<T>,
  opened: Opened,
  phone: PhoneCapabilities,
): Promise<ReaderOutcome<T> | null> {
  const { cryptogram } = opened.answer;
  if (options.fast === undefined || cryptogram === null) return null;
  for (const entry of options.fast.entries.slice(0, MAX_TRIES)) {
    const keys = await deriveFastKeys(entry.kpersistent, opened.context, xOf(entry.devicePoint));
    const said = await openCryptogram(keys.cryptogram, cryptogram);
    if (said === null) continue;
    if (options.fast.accept !== undefined && !options.fast.accept(entry, said)) return null;
    const expedited = createSecureChannel({
      side: 'reader',
      readerKey: keys.exchangeReader,
      deviceKey: keys.exchangeDevice,
    });
    return {
      kind: 'authenticated',
      phase: 'fast',
      channel: channelOf(options, phone, expedited, null, said.signaling),
      devicePoint: entry.devicePoint,
      ...said,
      phone,
      kpersistent: null,
      fastEntry: entry,
    };
  }
  return null;
}

function channelOf(
  options: ReaderOptions,
  phone: PhoneCapabilities,
  expedited: SecureChannel,
  stepUpKey: Uint8Array | null,
  signaling: number,
): ReaderChannel {
  const extended: ExtendedLimits | null = phone.extended;
  return createReaderChannel({
    link: options.link,
    expedited,
    stepUpKey,
    signaling,
    extended,
    acceptRawEnvelope: options.acceptRawEnvelope ?? false,
  });
}

/** The status EXCHANGE that ends a transaction in which AUTH1 opened but was not good. */
async function failWithStatus(
  options: ReaderOptions,
  phone: PhoneCapabilities,
  channel: SecureChannel,
  failure: ReaderFailure,
  status: ReaderStatus,
): Promise<Failed> {
  const sealed = await channel.seal(encodeExchange({ status }));
  if (sealed !== null) await transmit(options.link, COMMAND.exchange, sealed, { extended: phone.extended });
  channel.forget();
  return { kind: 'failed', failure: { ...failure, sent: { by: 'status', status } } };
}

/** The command data of AUTH1; before it LOAD CERT, where the reader goes that way. */
async function prepareAuth1(options: ReaderOptions, phone: PhoneCapabilities, opened: Opened): Promise<Bytes | Failed> {
  const { link } = options;
  const signature = await options.lockSigner.sign(
    authenticationData({
      readerIdentifier: options.readerIdentifier,
      deviceEphemeralPoint: opened.answer.deviceEphemeralPoint,
      readerEphemeralPoint: opened.command.readerEphemeralPoint,
      transactionId: opened.command.transactionId,
      usage: USAGE.reader,
    }),
  );
  const certificate = options.certificate ?? null;
  const byLoadCert = options.certificateBy === 'load-cert';
  if (certificate !== null && byLoadCert) {
    const loaded = transmissionFailure(
      await transmit(link, COMMAND.loadCert, certificate, { extended: phone.extended }),
    );
    if (loaded !== null) return failWithControlFlow(link, loaded);
  }
  return encodeAuth1Command({
    wantsPublicKey: options.lookUpKeySlot === undefined,
    signature,
    certificate: byLoadCert ? null : certificate,
  });
}

type AgreedKeys = { readonly kdh: Bytes; readonly keys: StandardKeys };

/** Null where the platform refuses a point that `isPoint` took. */
async function agreeKeys(opened: Opened): Promise<AgreedKeys | null> {
  const ecdhX = await opened.ephemeral.agree(opened.answer.deviceEphemeralPoint);
  if (ecdhX === null) return null;
  const kdh = await deriveKdh(ecdhX, opened.command.transactionId);
  return { kdh, keys: await deriveStandardKeys(kdh, opened.context) };
}

async function devicePointOf(options: ReaderOptions, answer: Auth1Answer): Promise<Uint8Array | null> {
  if (answer.devicePoint !== null) return answer.devicePoint;
  return answer.keySlot === null || options.lookUpKeySlot === undefined ? null : options.lookUpKeySlot(answer.keySlot);
}

async function runAuth1<T extends FastEntry>(
  options: ReaderOptions<T>,
  phone: PhoneCapabilities,
  opened: Opened,
): Promise<ReaderOutcome<T>> {
  const command = await prepareAuth1(options, phone, opened);
  if ('kind' in command) return command;
  const answering = transmit(options.link, COMMAND.auth1, command, { extended: phone.extended });
  // Keys need only AUTH0: they are agreed while AUTH1 is under way and the phone verifies and signs.
  const agreed = await agreeKeys(opened);
  const sent = await answering;
  const failure = transmissionFailure(sent);
  if (failure !== null || sent.kind !== 'answer' || agreed === null)
    return failWithControlFlow(options.link, failure ?? { code: 'format', sent: null });
  const { kdh, keys } = agreed;
  const channel = createSecureChannel({
    side: 'reader',
    readerKey: keys.exchangeReader,
    deviceKey: keys.exchangeDevice,
  });
  const plaintext = await channel.open(sent.data);
  if (plaintext === null)
    return failWithControlFlow(options.link, { code: 'sealed', sent: null, detail: 'AUTH1 answer' });
  const answer = parseAuth1Answer(plaintext, options.lookUpKeySlot !== undefined);
  if (!answer.ok) {
    const failure: ReaderFailure = { code: 'auth1-format', sent: null, detail: answer.error.detail };
    return failWithStatus(options, phone, channel, failure, answer.error.status);
  }
  const devicePoint = await devicePointOf(options, answer.value);
  if (devicePoint === null)
    return failWithStatus(
      options,
      phone,
      channel,
      { code: 'auth1-format', sent: null, detail: 'unknown key slot' },
      '0021',
    );
  const signed = authenticationData({
    readerIdentifier: options.readerIdentifier,
    deviceEphemeralPoint: opened.answer.deviceEphemeralPoint,
    readerEphemeralPoint: opened.command.readerEphemeralPoint,
    transactionId: opened.command.transactionId,
    usage: USAGE.device,
  });
  if (!(await verifySignature(devicePoint, signed, answer.value.signature)))
    return failWithStatus(options, phone, channel, { code: 'signature', sent: null }, '0004');
  const { signaling, signedAccess, signedRevocation } = answer.value;
  return {
    kind: 'authenticated',
    phase: 'standard',
    channel: channelOf(options, phone, channel, keys.stepUp, signaling),
    devicePoint,
    signaling,
    signedAccess,
    signedRevocation,
    phone,
    kpersistent: await deriveKpersistent(kdh, opened.context, xOf(devicePoint)),
    fastEntry: null,
  };
}

/** Runs AUTH0 and AUTH1 (or AUTH0 alone when fast holds). Failures before the channel were told to the phone as §2.5 says. Never rejects for what a phone does. */
export async function authenticateReader<T extends FastEntry = FastEntry>(
  options: ReaderOptions<T>,
): Promise<ReaderOutcome<T>> {
  const phone = parseA5(options.a5);
  if (!phone.ok)
    return failWithControlFlow(options.link, {
      code: 'a5',
      sent: null,
      detail: phone.error.detail ?? phone.error.code,
    });
  if (!phone.value.versions.includes(VERSION_1_0))
    return failWithControlFlow(options.link, { code: 'version', sent: null }, 0x27);
  const taken = options.shortOnly === true ? { ...phone.value, extended: null } : phone.value;
  const opened = await runAuth0(options);
  if ('kind' in opened) return opened;
  return (await tryFast(options, opened, taken)) ?? runAuth1(options, taken, opened);
}
