// The phone's brain: key store, leases, unlocking, carrying mail.

export { createPhone } from './create-phone.ts';
export type { DoorDiagnosis } from './diagnosis.ts';
export { diagnoseRefusal } from './diagnosis.ts';
export { createMemoryStore } from './memory-store.ts';
export type {
  DoorKeyOffer,
  EnrolRequest,
  KeyView,
  Phone,
  PhoneParts,
  RenewalDue,
  SessionRequest,
  TimeRequest,
  WalletOutcome,
} from './phone.ts';
export type { PhoneErrorCode } from './phone-error.ts';
export { PhoneError } from './phone-error.ts';
export type {
  Advert,
  Clock,
  FrameLink,
  LinkEvent,
  PhoneStore,
  Radio,
  RadioErrorCode,
  ScanWish,
  StoreChange,
} from './ports.ts';
export { RadioError } from './ports.ts';
export type {
  Collection,
  CredentialRecord,
  DeviceRecord,
  DoorKeyRecord,
  FastKeyRecord,
  KeyRecord,
  LocationRecord,
  MailRecord,
  PageRecord,
  PhoneRecords,
  ReceiptRecord,
  StayRecord,
} from './records.ts';
export { COLLECTIONS } from './records.ts';
export type { UnlockCost, UnlockedDoor, UnlockOptions, UnlockProgress, UnlockResult } from './unlock-types.ts';
export type {
  Wallet,
  WalletCondition,
  WalletCredential,
  WalletDoor,
  WalletKey,
  WalletLocation,
  WalletMail,
  WalletOpening,
  WalletStay,
} from './wallet.ts';
