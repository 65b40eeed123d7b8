// The lock's brain: decide, remember, journal.
export type { GattLink, GattLinkOptions } from './gatt-link.ts';
export { acceptGattLink } from './gatt-link.ts';
export { createLock } from './lock.ts';
export type {
  BatteryLevel,
  CommissionRefusal,
  CommissionResult,
  CreateLock,
  Lock,
  LockOptions,
  LockPhase,
  LockStatus,
  MailRefusal,
  MailResult,
} from './lock-types.ts';
export type {
  BoltReport,
  LinkKind,
  LinkPort,
  LinkSession,
  LockBolt,
  LockClock,
  LockRandom,
  LockStorage,
  LockTimers,
} from './ports.ts';
