// Who keeps the key that opens everything sealed in the database: an interface, and what can go wrong with it.

/** Wraps and opens a database's sealing key (envelope encryption): that key itself never stands in the database in the clear. */
export type KeyService = {
  readonly provider: 'master_key' | 'vault';
  /** Names the key at its keeper; tells nothing about its value. */
  readonly keyRef: string;
  /** `id` is bound to what comes out: a wrapped key put into another row does not open. Throws {@link KeyServiceError}. */
  wrap(options: { id: string; key: Uint8Array }): Promise<Buffer>;
  /** Throws {@link KeyServiceError}. */
  unwrap(options: { id: string; wrapped: Uint8Array }): Promise<Buffer>;
};

export type KeyServiceErrorCode =
  | 'key_service_unreachable'
  | 'key_service_refused'
  | 'wrong_key'
  | 'key_unknown'
  | 'master_key_needed';

/** `message` is one sentence for the operator, without secrets. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
  readonly code: KeyServiceErrorCode;
  constructor(code: KeyServiceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Where the keys are kept, as the environment says; at least one is given. */
export type KeySettings = {
  /** 32 bytes from NIGHTLATCH_MASTER_KEY or `DATA_DIR/master-key`. Never log it. */
  readonly masterKey: Buffer | null;
  readonly vault: VaultSettings | null;
};

/** Transit secrets engine of HashiCorp Vault or OpenBao. */
export type VaultSettings = {
  /** Origin, https unless on this machine. */
  readonly address: string;
  readonly mount: string;
  readonly keyName: string;
  readonly namespace: string | null;
  /** Read anew for each call where it is a file: agents renew it. Never log it. */
  readonly token: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file'; readonly file: string };
};
