// Mailbox commands of EXCHANGE (docs/protocol §2.6).

/** One command on the flat mailbox. */
export type MailboxCommand =
  | { readonly kind: 'read'; readonly offset: number; readonly length: number }
  | { readonly kind: 'write'; readonly offset: number; readonly data: Uint8Array }
  | { readonly kind: 'set'; readonly offset: number; readonly length: number; readonly value: number };
