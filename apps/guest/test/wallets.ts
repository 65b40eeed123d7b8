// Wallets for unit tests: one location, one key with one credential bound to a door key of the phone under test.

import { base64url, utf8 } from '@nightlatch/aliro';
import type { Wallet, WalletCredential, WalletKey } from '@nightlatch/api';
import { emptyWallet, LOCATION } from './in-memory-api.ts';

export const T0 = Date.parse('2026-11-24T12:00:00.000Z');
export { LOCATION };
export const HOUR_MS = 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();

/** The credential's bytes are not judged before a door sees them. */
export function credentialFor(doorKeyPoint: string, change: Partial<WalletCredential> = {}): WalletCredential {
  return {
    credentialId: '01890a5d-ac96-774b-bcce-b302099a8001',
    doorKeyPoint,
    document: base64url(utf8('a document')),
    signedAt: at(T0),
    leaseUntil: at(T0 + 24 * HOUR_MS),
    doors: [
      {
        doorId: '01890a5d-ac96-774b-bcce-b302099a8d01',
        name: 'Room 204',
        kind: 'room',
        element: 'r204',
        readerIdentifier: 'aa'.repeat(32),
      },
    ],
    ...change,
  };
}

export function keyWith(credentials: WalletCredential[], change: Partial<WalletKey> = {}): WalletKey {
  return {
    keyId: '01890a5d-ac96-774b-bcce-b302099a8002',
    locationId: LOCATION,
    bookingId: '01890a5d-ac96-774b-bcce-b302099a8004',
    kind: 'primary',
    state: 'issued',
    endReason: null,
    replacedByKeyId: null,
    waitingFor: [],
    roomNumber: '204',
    guestName: 'Ada Lovelace',
    validFrom: at(T0),
    validUntil: at(T0 + 48 * HOUR_MS),
    credentials,
    ...change,
  };
}

export function walletWith(keys: WalletKey[], change: Partial<Wallet> = {}): Wallet {
  return {
    ...emptyWallet(),
    locations: [
      {
        locationId: LOCATION,
        name: 'Hotel Nightlatch',
        timeZone: 'Europe/Berlin',
        phone: null,
        readerGroupId: 'bb'.repeat(16),
        readerIssuerPoints: [`04${'11'.repeat(64)}`],
        revocationDocument: null,
        virtualRadioUrl: null,
      },
    ],
    keys,
    ...change,
  };
}
