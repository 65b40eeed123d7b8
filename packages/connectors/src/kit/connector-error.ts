// The one error class of connectors: the vendor could not be used; a vendor's plain "no" is a value, not an error.

/**
 * `vendor_unavailable`: no answer, or told to come later; try again. `vendor_unauthorised`: our credentials or their rights are
 * refused; a person must act. `vendor_bad_answer`: not what the vendor's specification says. `vendor_refused`: a request of
 * ours was rejected as wrong. `malformed_config`: the connection's own settings can't be used. `address_not_allowed`: their address leads into an internal
 * network that the operator did not allow, or is not encrypted.
 */
export const CONNECTOR_ERROR_CODES = [
  'vendor_unavailable',
  'vendor_unauthorised',
  'vendor_bad_answer',
  'vendor_refused',
  'malformed_config',
  'address_not_allowed',
] as const;
export type ConnectorErrorCode = (typeof CONNECTOR_ERROR_CODES)[number];

/** Outside failure with a code. The message names vendor, operation and field, never a secret or a guest's data. */
export class ConnectorError extends Error {
  readonly code: ConnectorErrorCode;
  /** HTTP status of the vendor's last answer; null when there was none. */
  readonly status: number | null;
  /** What the vendor asked us to wait, in seconds; null when it did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ConnectorErrorCode,
    message: string,
    details: { readonly status?: number; readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ConnectorError';
    this.code = code;
    this.status = details.status ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }

  /** Whether the same call may succeed later without anyone acting. */
  get isPassing(): boolean {
    return this.code === 'vendor_unavailable';
  }
}
