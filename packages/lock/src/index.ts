// The lock's brain: decide, remember, journal.
export type {
  BatteryLevel,
  CommissionRefusal,
  CommissionResult,
  CreateLock,
  JournalEntryView,
  JournalEventName,
  Lock,
  LockOptions,
  LockPhase,
  LockReason,
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
export { STATE_BYTE } from './ports.ts';
