// Ids: UUIDv7 as text; in the door protocol the same 16 bytes.
import { uuidv7 } from 'uuidv7';

/** A new UUIDv7, lower case. */
export const newId = (): string => uuidv7();

/** The 16 bytes of a UUID. */
export const idBytes = (id: string): Uint8Array => Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex'));

/** The UUID of 16 bytes. */
export const idFromBytes = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
