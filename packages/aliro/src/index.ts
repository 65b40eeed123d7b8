// The door protocol: issuer, phone and reader sides of Aliro 1.0 and the hotel profile (docs/protocol).
export * from './aliro-error.ts';
export type { AesGcm, AgreementKey, CryptoPort, MaybeLater, Signer } from './crypto/crypto-port.ts';
export { useCrypto } from './crypto/crypto-port.ts';
export * from './crypto/hpke.ts';
export * from './crypto/identifiers.ts';
export * from './crypto/key-schedule.ts';
export * from './crypto/keys.ts';
export * from './crypto/point.ts';
export * from './crypto/primitives.ts';
export { RecentlyUsed } from './crypto/recently-used.ts';
export * from './crypto/secure-channel.ts';
export { webCrypto } from './crypto/web-crypto.ts';
export type { KeyPairAgreement, KeyPairSigner, PrivateKeyBytes } from './crypto/web-keys.ts';
export {
  agreementFromKeyPair,
  exportPrivateKey,
  generateAgreementKey,
  generateSigner,
  importAgreementKey,
  importSigner,
  signerFromKeyPair,
} from './crypto/web-keys.ts';
export * from './documents/access-data.ts';
export * from './documents/cose.ts';
export * from './documents/device-response.ts';
export * from './documents/evaluate-rules.ts';
export * from './documents/issue-document.ts';
export type { DocType, DocumentHead } from './documents/read-document.ts';
export { readDocument } from './documents/read-document.ts';
export * from './documents/reader-certificate.ts';
export * from './documents/revocation-data.ts';
export * from './documents/schedule.ts';
export * from './documents/signed-time.ts';
export * from './documents/verify-document.ts';
export * from './encoding/apdu.ts';
export * from './encoding/bytes.ts';
export * from './encoding/cbor.ts';
export * from './encoding/tlv.ts';
export * from './hotel/commissioning.ts';
export * from './hotel/journal.ts';
export * from './hotel/journal-page.ts';
export type { LockConfiguration } from './hotel/lock-configuration.ts';
export * from './hotel/lock-mail.ts';
export * from './hotel/mailbox-layout.ts';
export * from './hotel/reason-codes.ts';
export * from './link/chunks.ts';
export * from './link/frames.ts';
export * from './link/info.ts';
export * from './messages/a5.ts';
export * from './messages/auth0.ts';
export * from './messages/auth1.ts';
export * from './messages/control-flow.ts';
export * from './messages/device-request.ts';
export * from './messages/exchange.ts';
export * from './messages/session-data.ts';
export type { KeyLike, KeyPairLike, RandomBytes } from './platform.ts';
export { platformRandom } from './platform.ts';
export * from './result.ts';
export type {
  HeldCredential,
  PhoneEvent,
  PhoneMailbox,
  PhonePorts,
  PresenceRequest,
  StoredKpersistent,
} from './session/phone-ports.ts';
export * from './session/phone-session.ts';
export type { DocumentRequest, ReaderChannel, ReaderFailure, ReaderFailureCode } from './session/reader-channel.ts';
export * from './session/reader-session.ts';
export type { ApduLink, ExtendedLimits, Transmitted } from './session/transmit.ts';
export { transmit } from './session/transmit.ts';
export * from './unsure-choices.ts';
export * from './vectors/check-vector-file.ts';
