// The phone's key pairs: one for signing in, spare ones for doors; enrolment and session proofs made with them.
import {
  base64url,
  concat,
  fromBase64url,
  fromHex,
  generateSigner,
  hex,
  type KeyPairLike,
  sha256,
  signerFromKeyPair,
  utf8,
} from '@nightlatch/aliro';
import type { DoorKeyOffer, EnrolRequest, SessionRequest } from './phone.ts';
import { PhoneError } from './phone-error.ts';
import { put } from './plan-wallet.ts';
import type { PhoneStore } from './ports.ts';
import type { DeviceRecord, DoorKeyRecord } from './records.ts';

/** What keys are made with and kept in. */
export interface KeyringParts {
  readonly store: PhoneStore;
  readonly now: () => number;
  readonly makeKeyPair: () => Promise<KeyPairLike>;
}

/** The default maker: WebCrypto, private half not extractable. */
export async function makePlatformKeyPair(): Promise<KeyPairLike> {
  return (await generateSigner({ extractable: false })).keyPair;
}

/** The sign-in key pair, made at the first call. */
export async function deviceRecord(parts: KeyringParts): Promise<DeviceRecord> {
  const held = await parts.store.get('device', 'device');
  if (held) return held;
  const keyPair = await parts.makeKeyPair();
  const { point } = await signerFromKeyPair(keyPair);
  const record: DeviceRecord = { id: 'device', keyPair, point: hex(point), spareDoorKeysWanted: 0 };
  await parts.store.write([put('device', record)]);
  return record;
}

/** Body of the API's `enrol`: proof signs ASCII `nightlatch-enrol-1` ‖ SHA-256(UTF-8 secret). */
export async function prepareEnrolment(
  parts: KeyringParts,
  options: { readonly secret: string; readonly deviceName: string; readonly spareDoorKeys: number },
): Promise<EnrolRequest> {
  const device = await deviceRecord(parts);
  const signed = concat(utf8('nightlatch-enrol-1'), await sha256(utf8(options.secret)));
  return {
    secret: options.secret,
    signInPoint: device.point,
    proof: await prove(device.keyPair, signed),
    deviceName: options.deviceName,
    doorKeys: await offerSpares(parts, options.spareDoorKeys),
  };
}

/** Body of the API's `openGuestSession`: signs ASCII `nightlatch-session-1` ‖ challenge ‖ deviceId. */
export async function answerChallenge(parts: KeyringParts, challenge: string): Promise<SessionRequest> {
  const device = await parts.store.get('device', 'device');
  if (device?.deviceId === undefined) throw new PhoneError('not_enrolled', 'This phone is not enrolled.');
  const bytes = fromBase64url(challenge);
  if (bytes === null) throw new PhoneError('malformed_challenge', 'The challenge is not base64url.');
  const signed = concat(utf8('nightlatch-session-1'), bytes, utf8(device.deviceId));
  return { deviceId: device.deviceId, challenge, signature: await prove(device.keyPair, signed) };
}

/** Makes spares until `count` wait for upload, and offers those: proof signs ASCII `nightlatch-door-key-1` ‖ point. */
export async function offerSpares(parts: KeyringParts, count: number): Promise<DoorKeyOffer[]> {
  const waiting = (await parts.store.all('doorKeys')).filter((doorKey) => !doorKey.uploaded).slice(0, count);
  const made: DoorKeyRecord[] = [];
  while (waiting.length + made.length < count) made.push(await makeDoorKey(parts));
  if (made.length > 0) await parts.store.write(made.map((record) => put('doorKeys', record)));
  return Promise.all([...waiting, ...made].map(offer));
}

/** Remembers that the server holds these points. */
export async function markUploaded(parts: KeyringParts, offers: readonly DoorKeyOffer[]): Promise<void> {
  const held = await Promise.all(offers.map(({ point }) => parts.store.get('doorKeys', point)));
  const records = held.filter((doorKey) => doorKey !== undefined);
  await parts.store.write(records.map((record) => put('doorKeys', { ...record, uploaded: true })));
}

async function makeDoorKey(parts: KeyringParts): Promise<DoorKeyRecord> {
  const keyPair = await parts.makeKeyPair();
  const { point } = await signerFromKeyPair(keyPair);
  return { id: hex(point), keyPair, createdAt: parts.now(), uploaded: false };
}

async function offer(doorKey: DoorKeyRecord): Promise<DoorKeyOffer> {
  const signed = concat(utf8('nightlatch-door-key-1'), fromHex(doorKey.id));
  return { point: doorKey.id, proof: await prove(doorKey.keyPair, signed) };
}

async function prove(keyPair: KeyPairLike, message: Uint8Array): Promise<string> {
  return base64url(await (await signerFromKeyPair(keyPair)).sign(message));
}
