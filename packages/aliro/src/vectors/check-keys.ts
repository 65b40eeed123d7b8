// Vector kinds `kpersistent`, `fast`, `standard` and `stepup-session`: keys and sealed messages (docs/protocol §3.6).
// Longer than most files: a recorded session is compared value by value.
import { xOf } from '../crypto/identifiers.ts';
import {
  deriveFastKeys,
  deriveKdh,
  deriveKpersistent,
  deriveStandardKeys,
  deriveStepUpKeys,
  KEY_LABEL,
  openCryptogram,
  type SessionContext,
  sealCryptogram,
  sessionInfo,
  sessionSalt,
} from '../crypto/key-schedule.ts';
import { agreementKeyFrom, verifySignature } from '../crypto/keys.ts';
import { aesGcmOpen, aesGcmSeal, hkdfSha256, sha256 } from '../crypto/primitives.ts';
import { channelIv, createSecureChannel } from '../crypto/secure-channel.ts';
import { parseDeviceResponse } from '../documents/device-response.ts';
import { readDocumentForm } from '../documents/read-document.ts';
import { COMMAND, encodeAnswer, encodeCommand, parseAnswer, parseCommand } from '../encoding/apdu.ts';
import { type Bytes, equalBytes, readU16, u16 } from '../encoding/bytes.ts';
import { cborMap, decodeCbor, decodeEmbedded, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf } from '../encoding/cbor-fields.ts';
import { initiateFrame } from '../link/frames.ts';
import { encodeAuth0Answer, encodeAuth0Command, parseAuth0Answer, parseAuth0Command } from '../messages/auth0.ts';
import {
  authenticationData,
  encodeAuth1Answer,
  encodeAuth1Command,
  parseAuth1Answer,
  parseAuth1Command,
  USAGE,
} from '../messages/auth1.ts';
import { encodeExchange, encodeExchangeAnswer, parseExchange, parseExchangeAnswer } from '../messages/exchange.ts';
import { bytesAt, comparisonWith, objectAt, type VectorLine, type VectorObject } from './vector-json.ts';

const NONE: Bytes = new Uint8Array(0);

function maybe(object: VectorObject, name: string): Bytes {
  return Object.hasOwn(object, name) ? bytesAt(object, name) : NONE;
}

/** A context from inputs that give x coordinates (`kpersistent`, `fast`). */
function contextOf(inputs: VectorObject): SessionContext {
  return {
    groupKeyX: bytesAt(inputs, 'readerGroupKeyX'),
    readerIdentifier: bytesAt(inputs, 'readerIdentifier'),
    interfaceByte: bytesAt(inputs, 'interfaceByte')[0] ?? 0,
    version: bytesAt(inputs, 'protocolVersion'),
    readerEphemeralX: bytesAt(inputs, 'readerEphemeralX'),
    deviceEphemeralX: bytesAt(inputs, 'deviceEphemeralX'),
    transactionId: bytesAt(inputs, 'transactionIdentifier'),
    commandParameters: bytesAt(inputs, 'commandParameters')[0] ?? 0,
    authenticationPolicy: bytesAt(inputs, 'authenticationPolicy')[0] ?? 0,
    a5: bytesAt(inputs, 'a5Tlv'),
    commandVendor: maybe(inputs, 'auth0CommandVendorTlv'),
    answerVendor: maybe(inputs, 'auth0ResponseVendorTlv'),
  };
}

/** Kind `kpersistent`. */
export async function checkKpersistent(file: VectorObject): Promise<readonly VectorLine[]> {
  const inputs = objectAt(file, 'inputs');
  const { compare, lines } = comparisonWith(objectAt(file, 'expected'));
  const context = contextOf(inputs);
  const deviceX = bytesAt(inputs, 'credentialPublicKeyX');
  compare('salt', sessionSalt(context, KEY_LABEL.persistent, deviceX));
  compare('info', sessionInfo(context));
  compare('kPersistent', await deriveKpersistent(bytesAt(inputs, 'kDh'), context, deviceX));
  return lines;
}

/** Kind `fast`. */
export async function checkFast(file: VectorObject): Promise<readonly VectorLine[]> {
  const inputs = objectAt(file, 'inputs');
  const expected = objectAt(file, 'expected');
  const { compare, lines } = comparisonWith(expected);
  const context = contextOf(inputs);
  const deviceX = bytesAt(inputs, 'credentialPublicKeyX');
  const keys = await deriveFastKeys(bytesAt(inputs, 'kPersistent'), context, deviceX);
  compare('salt', sessionSalt(context, KEY_LABEL.fast, deviceX));
  compare('info', sessionInfo(context));
  compare('okm', keys.okm);
  compare('cryptogramSk', keys.cryptogram);
  compare('exchangeSkReader', keys.exchangeReader);
  compare('exchangeSkDevice', keys.exchangeDevice);
  compare('bleSk', keys.okm.subarray(96, 128));
  compare('ursk', keys.okm.subarray(128, 160));
  const cryptogram = bytesAt(expected, 'cryptogram');
  const content = await openCryptogram(keys.cryptogram, cryptogram);
  compare('cryptogramPlaintext', await aesGcmOpen(keys.cryptogram, new Uint8Array(12), cryptogram));
  if (content === null) compare('cryptogram', 'does not open');
  else {
    compare('cryptogram', await sealCryptogram(keys.cryptogram, content));
    compare('signalingBitmap', u16(content.signaling));
    compare('credentialSignedTimestamp', content.signedAccess ?? new Uint8Array(20));
    compare('revocationSignedTimestamp', content.signedRevocation ?? new Uint8Array(20));
  }
  return lines;
}

/** Kind `stepup-session`. Its messages are the CBOR inside DO'53. */
export async function checkStepUp(file: VectorObject): Promise<readonly VectorLine[]> {
  const inputs = objectAt(file, 'inputs');
  const expected = objectAt(file, 'expected');
  const { compare, lines } = comparisonWith(expected);
  const asInput = comparisonWith(inputs);
  const keys = await deriveStepUpKeys(bytesAt(inputs, 'stepUpSk'));
  compare('skReader', keys.reader);
  compare('skDevice', keys.device);
  asInput.compare('ivReader', channelIv('reader', 1));
  asInput.compare('ivDevice', channelIv('phone', 1));
  const wrap = (sealed: Uint8Array): Bytes => encodeCbor(cborMap(['data', sealed]));
  const request = bytesAt(inputs, 'deviceRequest');
  const response = bytesAt(expected, 'deviceResponse');
  compare('sessionDataRequest', wrap(await aesGcmSeal(keys.reader, channelIv('reader', 1), request)));
  compare('sessionDataResponse', wrap(await aesGcmSeal(keys.device, channelIv('phone', 1), response)));
  const received = decodeCbor(bytesAt(expected, 'sessionDataResponse'));
  const sealed = received.ok ? bytesOf(fieldOf(received.value, 'data')) : undefined;
  compare('deviceResponse', sealed === undefined ? null : await aesGcmOpen(keys.device, channelIv('phone', 1), sealed));
  await compareDocument(response, compare);
  return [...lines, ...asInput.lines];
}

async function compareDocument(response: Uint8Array, compare: (name: string, actual: unknown) => void): Promise<void> {
  const cut = parseDeviceResponse(response, ['aliro-a']);
  const document = cut.ok ? cut.value.access : null;
  const form = document === null ? 'no document' : readDocumentForm(document);
  if (typeof form === 'string' || document === null) {
    compare('docType', form);
    return;
  }
  const item = form.items[0];
  compare('docType', form.docType);
  compare('kid', form.sign1.kid);
  compare('issuerSignedItemTagged', item?.raw);
  compare('itemDigestId', item?.digestId);
  compare('itemDigest', item === undefined ? null : await sha256(item.raw));
  const stated = item === undefined ? undefined : form.mso.namespaces.get(form.docType)?.get(item.digestId);
  compare('itemDigest', stated);
  compare('elementIdentifier', item?.element);
  compare('signed', form.mso.times.signed);
  compare('validFrom', form.mso.times.validFrom);
  compare('validUntil', form.mso.times.validUntil);
  compare('timeVerificationRequired', form.mso.timeVerificationRequired);
  const payload = decodeCbor(form.sign1.payload);
  const mso = payload.ok ? decodeEmbedded(payload.value) : payload;
  const deviceKey = mso.ok ? fieldOf(mso.value, '4') : undefined;
  compare('deviceKeyInfoLabel', deviceKey?.kind === 'map' ? [...deviceKey.entries.keys()][0] : 'absent');
}

type Compare = (name: string, actual: unknown) => void;

/** Kind `standard`: a whole recorded session, byte for byte, from its keys and signatures. */
export async function checkStandard(file: VectorObject): Promise<readonly VectorLine[]> {
  const inputs = objectAt(file, 'inputs');
  const expected = objectAt(file, 'expected');
  const apdus = objectAt(file, 'apdus');
  const keysCheck = comparisonWith(expected);
  const apduCheck = comparisonWith(apdus, 'apdus.');
  const context: SessionContext = contextOf({
    ...inputs,
    readerGroupKeyX: hexX(inputs, 'readerGroupPublicKey'),
    readerEphemeralX: hexX(inputs, 'readerEphemeralPublicKey'),
    deviceEphemeralX: hexX(inputs, 'deviceEphemeralPublicKey'),
  });
  const keys = await compareKeys(inputs, context, keysCheck.compare);
  await compareSignatures(inputs, expected, keysCheck.compare);
  compareCommands(inputs, expected, apdus, apduCheck.compare);
  await compareSealed(expected, apdus, keys, keysCheck.compare, apduCheck.compare);
  return [...keysCheck.lines, ...apduCheck.lines];
}

function hexX(inputs: VectorObject, name: string): string {
  return [...xOf(bytesAt(inputs, name))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

type ExchangeKeys = { readonly reader: Uint8Array; readonly device: Uint8Array };

async function compareKeys(inputs: VectorObject, context: SessionContext, compare: Compare): Promise<ExchangeKeys> {
  const own = await agreementKeyFrom(() => bytesAt(inputs, 'readerEphemeralPrivateKey'));
  const peer = await agreementKeyFrom(() => bytesAt(inputs, 'deviceEphemeralPrivateKey'));
  const asInput = comparisonWith(inputs);
  asInput.compare('readerEphemeralPublicKey', own.point);
  const ecdhX = (await own.agree(peer.point)) ?? NONE;
  compare('ecdhX', ecdhX);
  compare('ecdhX', (await peer.agree(own.point)) ?? NONE);
  const kdh = await deriveKdh(ecdhX, context.transactionId);
  const keys = await deriveStandardKeys(kdh, context);
  compare('kDh', kdh);
  compare('salt', sessionSalt(context, KEY_LABEL.standard));
  compare('info', sessionInfo(context));
  compare('okm', keys.okm);
  compare('okm', await hkdfSha256(kdh, sessionSalt(context, KEY_LABEL.standard), sessionInfo(context), 160));
  compare('exchangeSkReader', keys.exchangeReader);
  compare('exchangeSkDevice', keys.exchangeDevice);
  compare('stepUpSk', keys.stepUp);
  compare('bleSk', keys.okm.subarray(96, 128));
  compare('ursk', keys.okm.subarray(128, 160));
  compare('kPersistent', await deriveKpersistent(kdh, context, xOf(bytesAt(inputs, 'credentialPublicKey'))));
  const stepUp = await deriveStepUpKeys(keys.stepUp);
  compare('stepUpSkReader', stepUp.reader);
  compare('stepUpSkDevice', stepUp.device);
  return { reader: keys.exchangeReader, device: keys.exchangeDevice };
}

async function compareSignatures(inputs: VectorObject, expected: VectorObject, compare: Compare): Promise<void> {
  const data = (usage: Uint8Array): Bytes =>
    authenticationData({
      readerIdentifier: bytesAt(inputs, 'readerIdentifier'),
      deviceEphemeralPoint: bytesAt(inputs, 'deviceEphemeralPublicKey'),
      readerEphemeralPoint: bytesAt(inputs, 'readerEphemeralPublicKey'),
      transactionId: bytesAt(inputs, 'transactionIdentifier'),
      usage,
    });
  compare('readerAuthenticationData', data(USAGE.reader));
  compare('deviceAuthenticationData', data(USAGE.device));
  const reader = bytesAt(inputs, 'readerPublicKey');
  const device = bytesAt(inputs, 'credentialPublicKey');
  compare(
    'readerSignatureValid',
    await verifySignature(reader, data(USAGE.reader), bytesAt(expected, 'readerSignature')),
  );
  compare(
    'deviceSignatureValid',
    await verifySignature(device, data(USAGE.device), bytesAt(expected, 'deviceSignature')),
  );
}

function compareCommands(inputs: VectorObject, expected: VectorObject, apdus: VectorObject, compare: Compare): void {
  compare('initiateFrame', initiateFrame(bytesAt(inputs, 'a5Tlv')));
  const policy = bytesAt(inputs, 'authenticationPolicy')[0];
  const auth0 = encodeAuth0Command({
    fastWanted: bytesAt(inputs, 'commandParameters')[0] === 1,
    authenticationPolicy: policy === 2 ? 2 : policy === 3 ? 3 : 1,
    version: readU16(bytesAt(inputs, 'protocolVersion')),
    readerEphemeralPoint: bytesAt(inputs, 'readerEphemeralPublicKey'),
    transactionId: bytesAt(inputs, 'transactionIdentifier'),
    readerIdentifier: bytesAt(inputs, 'readerIdentifier'),
    vendorBlock: NONE,
  });
  const short = (head: (typeof COMMAND)[keyof typeof COMMAND], data: Uint8Array): Bytes =>
    encodeCommand({ head, data, le: 256, extended: false });
  compare('auth0Command', short(COMMAND.auth0, auth0));
  const received = parseCommand(bytesAt(apdus, 'auth0Command'));
  const read = received.ok ? parseAuth0Command(received.value.data) : received;
  compare('auth0Command', read.ok ? short(COMMAND.auth0, encodeAuth0Command(read.value)) : read.error);
  const answer = parseAnswer(bytesAt(apdus, 'auth0Response'));
  const auth0Answer = answer.ok ? parseAuth0Answer(answer.value.data, true) : answer;
  compare(
    'auth0Response',
    auth0Answer.ok ? encodeAnswer(encodeAuth0Answer(auth0Answer.value), 0x9000) : auth0Answer.error,
  );
  const auth1 = parseCommand(bytesAt(apdus, 'auth1Command'));
  const auth1Read = auth1.ok ? parseAuth1Command(auth1.value.data) : auth1;
  const signature = bytesAt(expected, 'readerSignature');
  compare(
    'auth1Command',
    auth1Read.ok ? short(COMMAND.auth1, encodeAuth1Command({ ...auth1Read.value, signature })) : auth1Read.error,
  );
}

async function compareSealed(
  expected: VectorObject,
  apdus: VectorObject,
  keys: ExchangeKeys,
  compare: Compare,
  compareApdu: Compare,
): Promise<void> {
  const channel = { readerKey: keys.reader, deviceKey: keys.device };
  const lock = createSecureChannel({ side: 'reader', ...channel });
  const phone = createSecureChannel({ side: 'phone', ...channel });
  const answerData = (name: string): Uint8Array => bytesAt(apdus, name).subarray(0, -2);
  compare('auth1ResponseIv', channelIv('phone', 1));
  const auth1 = await lock.open(answerData('auth1Response'));
  compare('auth1ResponsePlaintext', auth1);
  const parsed = auth1 === null ? null : parseAuth1Answer(auth1, false);
  const rebuilt = parsed?.ok === true ? encodeAuth1Answer(parsed.value) : NONE;
  compare('auth1ResponsePlaintext', rebuilt);
  compare('deviceSignature', parsed?.ok === true ? parsed.value.signature : null);
  compareApdu('auth1Response', encodeAnswer((await phone.seal(rebuilt)) ?? NONE, 0x9000));
  const command = bytesAt(expected, 'exchangeCommandPlaintext');
  const message = parseExchange(command);
  const again =
    message.ok && message.value.notify !== null && message.value.status !== null && message.value.status !== 'unknown'
      ? encodeExchange({ notify: message.value.notify, status: message.value.status })
      : NONE;
  compare('exchangeCommandPlaintext', again);
  const sealed = (await lock.seal(command)) ?? NONE;
  compareApdu('exchangeCommand', encodeCommand({ head: COMMAND.exchange, data: sealed, le: 256, extended: false }));
  compare('exchangeCommandPlaintext', await phone.open(sealed));
  const answer = bytesAt(expected, 'exchangeResponsePlaintext');
  const read = parseExchangeAnswer(answer, []);
  compare('exchangeResponsePlaintext', read.ok ? encodeExchangeAnswer(read.value.reads, read.value.result) : NONE);
  const sealedAnswer = (await phone.seal(answer)) ?? NONE;
  compareApdu('exchangeResponse', encodeAnswer(sealedAnswer, 0x9000));
  const opened = await lock.open(answerData('exchangeResponse'));
  compare('exchangeResponsePlaintext', opened !== null && equalBytes(opened, answer) ? opened : 'does not open');
}
