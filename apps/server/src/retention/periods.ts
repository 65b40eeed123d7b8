// How long each kind of personal data is kept: defaults, and what a location chose instead (docs/operations.md, "Retention").

/** Whole days, counted from what is named. */
export type RetentionDays = {
  /** Who opened which door when: from the server's receipt of the door's record. */
  readonly doorLog: number;
  /** Names, contact data, PMS references, phones: from the last departure. */
  readonly guest: number;
  /** What was told to guests, and on which channel: from its making. */
  readonly message: number;
  /** ID checks and what was typed at mobile check-in: from their start. Images go with the decision. */
  readonly idCheck: number;
  /** Names and free text beside the audit: from the entry. The entry itself stays. */
  readonly auditPersonal: number;
  /** PMS hints, used links, carried lock mail, told webhook events: from their end. */
  readonly technical: number;
};

export const DEFAULT_RETENTION: RetentionDays = {
  doorLog: 30,
  guest: 90,
  message: 90,
  idCheck: 30,
  auditPersonal: 365,
  technical: 30,
};

const MOST_DAYS = 3650;

/** The location's periods: the defaults, but for what its column holds as whole days from 1 to 3650. */
export const retentionOf = (column: unknown): RetentionDays => {
  const chosen: Record<string, unknown> = column !== null && typeof column === 'object' ? { ...column } : {};
  const days = (name: keyof RetentionDays): number => {
    const value = chosen[name];
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_DAYS;
    return fits ? value : DEFAULT_RETENTION[name];
  };
  return {
    doorLog: days('doorLog'),
    guest: days('guest'),
    message: days('message'),
    idCheck: days('idCheck'),
    auditPersonal: days('auditPersonal'),
    technical: days('technical'),
  };
};
