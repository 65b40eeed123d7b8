// Images of documents at rest: each under a data key of its own, sealed under the master key, in sealed pieces that can be read one by one.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DocumentSide } from '@nightlatch/domain';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { openSecret, SealedSecretError, sealSecret } from '../signing/seal-secret.ts';
import type { InspectedImage } from './inspect-image.ts';

const PIECE_BYTES = 65_536;

/** What an image’s key is sealed for. */
export const idImageLabel = (locationId: string, imageId: string): string => `id_image:${locationId}:${imageId}`;

/** Nonce: the piece's number, and whether it is the last; the key serves one image only, so no nonce comes twice. */
const nonceOf = (piece: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
};

const sealPiece = (key: Buffer, piece: number, last: boolean, plain: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const openPiece = (key: Buffer, piece: number, last: boolean, sealed: Buffer): Buffer => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece, last)).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch (cause) {
    throw new SealedSecretError('A stored image can not be opened.', { cause });
  }
};

/** Stores the image; one that the check already has for this side is replaced. */
export const putImage = async (
  trx: Trx,
  of: {
    locationId: string;
    idCheckId: string;
    side: DocumentSide;
    image: Extract<InspectedImage, { ok: true }>;
    bytes: Buffer;
    masterKey: Uint8Array;
    now: Date;
  },
): Promise<void> => {
  const { locationId, idCheckId, side, image, bytes } = of;
  await trx
    .deleteFrom('id_image')
    .where('location_id', '=', locationId)
    .where('check_id', '=', idCheckId)
    .where('side', '=', side)
    .execute();
  const id = newId();
  const key = randomBytes(32);
  await trx
    .insertInto('id_image')
    .values({
      location_id: locationId,
      id,
      check_id: idCheckId,
      side,
      media_type: image.mediaType,
      width: image.width,
      height: image.height,
      bytes: bytes.length,
      sealed_key: sealSecret({ masterKey: of.masterKey, label: idImageLabel(locationId, id), secret: key }),
      created_at: of.now,
    })
    .execute();
  const pieces = Math.ceil(bytes.length / PIECE_BYTES);
  for (let piece = 0; piece < pieces; piece += 1) {
    const plain = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    const sealed = sealPiece(key, piece, piece === pieces - 1, plain);
    await trx.insertInto('id_image_piece').values({ location_id: locationId, image_id: id, piece, sealed }).execute();
  }
  key.fill(0);
};

export type StoredImage = {
  readonly bookingId: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly pieces: () => AsyncGenerator<Buffer>;
};

/** The image of a check, opened piece by piece; undefined where there is none (any more). */
export const readImage = async (
  db: Db | Trx,
  of: { locationId: string; idCheckId: string; side: DocumentSide; masterKey: Uint8Array },
): Promise<StoredImage | undefined> => {
  const row = await db
    .selectFrom('id_image as i')
    .innerJoin('id_check as c', (on) =>
      on.onRef('c.location_id', '=', 'i.location_id').onRef('c.id', '=', 'i.check_id'),
    )
    .select(['i.id', 'i.media_type', 'i.bytes', 'i.sealed_key', 'c.booking_id'])
    .where('i.location_id', '=', of.locationId)
    .where('i.check_id', '=', of.idCheckId)
    .where('i.side', '=', of.side)
    // Images still being collected are the guest's own business.
    .where('c.state', '=', 'pending')
    .executeTakeFirst();
  if (!row) return undefined;
  const key = openSecret({
    masterKey: of.masterKey,
    label: idImageLabel(of.locationId, row.id),
    sealed: row.sealed_key,
  });
  const last = Math.ceil(row.bytes / PIECE_BYTES) - 1;
  return {
    bookingId: row.booking_id,
    mediaType: row.media_type,
    bytes: row.bytes,
    pieces: async function* () {
      for (let piece = 0; piece <= last; piece += 1) {
        const stored = await db
          .selectFrom('id_image_piece')
          .select('sealed')
          .where('location_id', '=', of.locationId)
          .where('image_id', '=', row.id)
          .where('piece', '=', piece)
          .executeTakeFirstOrThrow();
        yield openPiece(key, piece, piece === last, stored.sealed);
      }
    },
  };
};

/** Deletes every image of the check; gives how many there were. */
export const deleteImages = async (
  trx: Trx,
  of: { locationId: string; idCheckId: string; now: Date },
): Promise<number> => {
  const gone = await trx
    .deleteFrom('id_image')
    .where('location_id', '=', of.locationId)
    .where('check_id', '=', of.idCheckId)
    .returning('id')
    .execute();
  await trx
    .updateTable('id_check')
    .set({ images_deleted_at: of.now })
    .where('location_id', '=', of.locationId)
    .where('id', '=', of.idCheckId)
    .execute();
  return gone.length;
};
