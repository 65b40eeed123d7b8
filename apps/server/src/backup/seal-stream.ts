// Encrypts a stream in chunks of 64 KiB, each authenticated with its place and whether it is the last (the STREAM construction of
// Hoang, Reyhanitabar, Rogaway and Vizár, 2015): nothing of a cut, reordered or changed file is ever handed on as whole.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { BackupError } from './backup-error.ts';

const CHUNK = 65_536;
const TAG = 16;

/** 4 zero bytes, 7 bytes of counter, 1 byte "last". The key is of one file only, so that no nonce comes twice under it. */
const nonceOf = (counter: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
};

type Options = {
  /** Null: the bytes pass as they are. */
  readonly fileKey: Buffer | null;
  /** The file's first line; its hash is bound into every chunk. */
  readonly header: string;
};

/** Cuts into pieces of exactly `size` bytes; the last one is shorter, or as long, or empty when nothing came. */
async function* pieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    held.push(part);
    length += part.length;
    if (length <= size) continue;
    let rest = Buffer.concat(held);
    while (rest.length > size) {
      yield { piece: rest.subarray(0, size), last: false };
      rest = rest.subarray(size);
    }
    held = [rest];
    length = rest.length;
  }
  yield { piece: Buffer.concat(held), last: true };
}

const boundTo = (header: string): Buffer => createHash('sha256').update(header).digest();

/** The encrypted bytes of `source`. */
export async function* sealStream(source: AsyncIterable<Buffer>, options: Options): AsyncGenerator<Buffer> {
  const { fileKey } = options;
  if (!fileKey) return yield* source;
  const aad = boundTo(options.header);
  let counter = 0;
  for await (const { piece, last } of pieces(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(counter, last)).setAAD(aad);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    counter += 1;
  }
}

/** What {@link sealStream} was given. Throws `BackupError` for a wrong key, a changed byte, or a file that ends too early. */
export async function* openStream(source: AsyncIterable<Buffer>, options: Options): AsyncGenerator<Buffer> {
  const { fileKey } = options;
  if (!fileKey) return yield* source;
  const aad = boundTo(options.header);
  let counter = 0;
  for await (const { piece, last } of pieces(source, CHUNK + TAG)) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(counter, last)).setAAD(aad);
      decipher.setAuthTag(piece.subarray(-TAG));
      yield Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
    } catch (cause) {
      throw counter === 0
        ? new BackupError('backup_key_wrong', 'The backup can not be opened: another passphrase, or a damaged file.', {
            cause,
          })
        : new BackupError('backup_damaged', 'The backup is damaged or was cut off; nothing of it was taken.', {
            cause,
          });
    }
    counter += 1;
  }
}
