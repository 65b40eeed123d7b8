// From the wallet's text to records: every byte string decoded and measured, every instant a number.
import { fromBase64url, fromHex } from '@nightlatch/aliro';
import { PhoneError } from './phone-error.ts';
import type { CredentialRecord, KeyRecord, LocationRecord, MailRecord, StayRecord } from './records.ts';
import type { Wallet, WalletCredential, WalletKey, WalletLocation } from './wallet.ts';

/** A wallet as records. */
export interface ReadWallet {
  readonly spareDoorKeysWanted: number;
  readonly locations: readonly LocationRecord[];
  readonly stays: readonly StayRecord[];
  readonly keys: readonly KeyRecord[];
  readonly credentials: readonly CredentialRecord[];
  readonly mail: readonly MailRecord[];
}

/** Longest document (docs/protocol §9.3). */
const DOCUMENT_BYTES = 4096;
/** What a phone carries for all locks together (docs/protocol §7.12). */
const MAIL_BYTES = 8192;
const MAIL_ITEMS_PER_LOCK = 8;

/** Reads a wallet. Throws `PhoneError` `malformed_wallet` for anything that is not one. */
export function readWallet(wallet: Wallet): ReadWallet {
  try {
    const credentials = wallet.keys.flatMap(readCredentials);
    return {
      spareDoorKeysWanted: wholeNumber(wallet.spareDoorKeysWanted),
      locations: wallet.locations.map(readLocation),
      stays: wallet.stays.map((stay) => ({ ...stay, id: text(stay.bookingId) })),
      keys: wallet.keys.map(readKey),
      credentials,
      mail: readMail(wallet, credentials),
    };
  } catch (error) {
    if (error instanceof PhoneError) throw error;
    throw malformed('its shape'); // a missing array or object
  }
}

function readKey(key: WalletKey): KeyRecord {
  const { credentials: _own, ...rest } = key;
  return { ...rest, id: text(key.keyId) };
}

function readCredentials(key: WalletKey): CredentialRecord[] {
  return key.credentials.map((credential) => readCredential(credential, key));
}

function readCredential(credential: WalletCredential, key: WalletKey): CredentialRecord {
  const document = bytes(credential.document, 'document');
  if (document.length === 0 || document.length > DOCUMENT_BYTES) throw malformed('a document’s length');
  return {
    id: text(credential.credentialId),
    keyId: text(key.keyId),
    locationId: text(key.locationId),
    doorKeyId: hexText(credential.doorKeyPoint, 65),
    document,
    signedAt: instant(credential.signedAt),
    leaseUntil: instant(credential.leaseUntil),
    doors: credential.doors.map((door) => ({ ...door, readerIdentifier: hexText(door.readerIdentifier, 32) })),
  };
}

function readLocation(location: WalletLocation): LocationRecord {
  const { readerIssuerPoints, revocationDocument, ...rest } = location;
  return {
    ...rest,
    id: text(location.locationId),
    readerGroupId: hexText(location.readerGroupId, 16),
    readerIssuerPoints: readerIssuerPoints.slice(0, 2).map((point) => fromHex(hexText(point, 65))),
    ...(revocationDocument !== null && { revocationDocument: bytes(revocationDocument, 'revocation document') }),
  };
}

/** Mail for locks that this phone will meet, at most 8 items each and 8 KiB in all; the rest travels with others. */
function readMail(wallet: Wallet, credentials: readonly CredentialRecord[]): MailRecord[] {
  const met = new Set(credentials.flatMap(({ doors }) => doors.map((door) => door.readerIdentifier.slice(-16))));
  let room = MAIL_BYTES;
  const records: MailRecord[] = [];
  for (const { lockId, items } of wallet.mail) {
    const id = hexText(lockId, 8);
    const taken: Uint8Array[] = [];
    for (const item of items.slice(0, MAIL_ITEMS_PER_LOCK)) {
      const read = bytes(item, 'mail');
      if (!met.has(id) || read.length > room) break;
      room -= read.length;
      taken.push(read);
    }
    if (taken.length > 0) records.push({ id, items: taken });
  }
  return records;
}

function bytes(value: string, what: string): Uint8Array {
  const read = fromBase64url(value);
  if (read === null) throw malformed(`a ${what}`);
  return read;
}

function instant(value: string): number {
  const read = Date.parse(value);
  if (Number.isNaN(read)) throw malformed('an instant');
  return read;
}

function hexText(value: string, byteLength: number): string {
  if (typeof value !== 'string' || value.length !== 2 * byteLength || !/^[0-9a-f]*$/.test(value))
    throw malformed(`hex of ${byteLength} bytes`);
  return value;
}

function text(value: string): string {
  if (typeof value !== 'string' || value === '') throw malformed('an id');
  return value;
}

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw malformed('a number');
  return value;
}

function malformed(what: string): PhoneError {
  return new PhoneError('malformed_wallet', `The wallet can't be read: ${what}.`);
}
