// The one error class of this package: thrown only for malformed input or a broken invariant, never for a refusal.

/** Codes of `DomainError`. */
export type DomainErrorCode =
  | 'malformed_date'
  | 'malformed_time'
  | 'unknown_time_zone'
  | 'malformed_number'
  | 'broken_invariant';

/** Input that no caller may pass, or a state that must not exist. The message names the field, never a whole input. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  constructor(code: DomainErrorCode, message: string) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
  }
}
