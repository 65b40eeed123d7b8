// The one class thrown by this package: a caller's mistake or a broken platform, never the content of a message.

/** Why a function of this package threw: `argument` a caller's mistake, `limit` something too big to write, `platform` WebCrypto missing or failing. */
export type AliroErrorCode = 'argument' | 'limit' | 'platform';

/** Thrown for a caller's mistake (wrong length of an own identifier, document over its limit). Messages from peers never throw. */
export class AliroError extends Error {
  readonly code: AliroErrorCode;
  constructor(code: AliroErrorCode, message: string) {
    super(message);
    this.name = 'AliroError';
    this.code = code;
  }
}
