// The one error class of this package.

/** `malformed_wallet`: nothing was changed. `not_enrolled`: a device key or id is needed first. */
export type PhoneErrorCode = 'malformed_wallet' | 'not_enrolled' | 'malformed_challenge';

/** Thrown for malformed input and for calls in the wrong order; never for what a door does. */
export class PhoneError extends Error {
  readonly code: PhoneErrorCode;
  constructor(code: PhoneErrorCode, message: string) {
    super(message);
    this.name = 'PhoneError';
    this.code = code;
  }
}
