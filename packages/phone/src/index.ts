// The phone's brain: key store, leases, unlocking, carrying mail.
export type { DoorDiagnosis } from './diagnosis.ts';
export { diagnoseRefusal, renewalMayHelp } from './diagnosis.ts';
export { createMemoryStore } from './memory-store.ts';
export type {
  KeyView,
  Phone,
  PhoneParts,
  RenewalDue,
  SpareDoorKey,
  TimeRequest,
  WalletOutcome,
} from './phone.ts';
export type {
  Advert,
  Clock,
  FrameLink,
  KeyPair,
  LinkEvent,
  PhoneStore,
  PrivateKeyHandle,
  Radio,
  RadioErrorCode,
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
  RemovalReceipt,
} from './records.ts';
export { COLLECTIONS } from './records.ts';
export type { UnlockCost, UnlockedDoor, UnlockOptions, UnlockProgress, UnlockResult } from './unlock-types.ts';
export type {
  Wallet,
  WalletCredential,
  WalletDoor,
  WalletElement,
  WalletKey,
  WalletLocation,
  WalletMail,
} from './wallet.ts';
