// A small hotel's rows for tests that need many of them quickly: rooms, doors with commissioned locks, an API key, a PMS connection.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Signer } from '@nightlatch/aliro';
import type { Policies } from '@nightlatch/api';
import { SCOPES } from '@nightlatch/domain';
import type { Db } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { sealPmsCredentials } from '../inbox/open-pms.ts';
import type { Signing } from '../signing/signing.ts';
import { MODEL_PMS_CONFIG, MODEL_PMS_CREDENTIALS } from './model-pms.fixture.ts';

export type ModelLock = {
  readonly rowId: string;
  readonly doorId: string;
  readonly subId: Buffer;
  readonly signer: Signer;
};

export type MadeLocation = {
  readonly id: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly readerGroupId: Buffer;
  /** Room number → lock of its door, and `entrance`. */
  readonly locks: ReadonlyMap<string, ModelLock>;
};

const makeSigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return {
    point: Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
    sign: async (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
};

/** Locks' key pairs are made once for all locations: what locks sign here is only their journals. */
const signers: Signer[] = [];
const signerOf = (index: number): Signer => {
  const known = signers[index] ?? makeSigner();
  signers[index] = known;
  return known;
};

/** Writes a fresh location with its rooms and an entrance, an API key with every scope and a connection to the model's PMS. */
export const makeModelLocation = async (of: {
  readonly db: Db;
  readonly signing: Signing;
  readonly masterKey: Uint8Array;
  readonly brandId: string;
  /** Who is its front desk. */
  readonly staffId?: string;
  readonly now: number;
  readonly policies: Policies;
  readonly rooms: readonly string[];
}): Promise<MadeLocation> => {
  const { db, signing, policies } = of;
  const at = new Date(of.now);
  const id = newId();
  const readerGroupId = randomBytes(16);
  const apiKey = `nlk_${randomBytes(32).toString('base64url')}`;
  const webhookSecret = randomBytes(32).toString('base64url');
  const rooms = of.rooms.map((number) => ({ location_id: id, id: newId(), number, pms_unit_id: `u${number}` }));
  const doors = [...rooms.map((room) => ({ name: room.number, room })), { name: 'entrance', room: undefined }].map(
    ({ name, room }) => ({
      location_id: id,
      id: newId(),
      kind: room ? ('room' as const) : ('common' as const),
      name,
      element: room ? `r${name}` : 'c:entrance',
      room_id: room?.id ?? null,
    }),
  );
  const locks = doors.map((door, index) => {
    const subId = randomBytes(16);
    return { door, rowId: newId(), subId, signer: signerOf(index) };
  });
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('location')
      .values({
        id,
        brand_id: of.brandId,
        name: 'Model hotel',
        time_zone: 'Europe/Vienna',
        check_out_time: '11:00',
        lock_system: 'native',
        lock_system_tested_at: at,
        lock_system_enabled: true,
        policies: JSON.stringify(policies),
        reader_group_id: readerGroupId,
      })
      .execute();
    await signing.createKeys(trx, { locationId: id, now: at });
    if (of.staffId !== undefined)
      await trx
        .insertInto('staff_role')
        .values({ location_id: id, staff_id: of.staffId, role: 'front_desk' })
        .execute();
    await trx.insertInto('room').values(rooms).execute();
    await trx.insertInto('door').values(doors).execute();
    await trx
      .insertInto('lock')
      .values(
        locks.map(({ door, rowId, subId, signer }) => ({
          location_id: id,
          id: rowId,
          door_id: door.id,
          reader_sub_id: subId,
          lock_id: subId.subarray(8),
          lock_point: Buffer.from(signer.point),
          // Phones judge certificates; no rule of the server reads them.
          certificate: Buffer.alloc(1),
          simulated: true,
          commissioned_at: at,
          journal_last_hash: Buffer.alloc(32),
        })),
      )
      .execute();
    await trx
      .insertInto('api_key')
      .values({
        location_id: id,
        id: newId(),
        name: 'Model',
        scopes: [...SCOPES],
        secret_hash: createHash('sha256').update(apiKey).digest(),
        created_at: at,
      })
      .execute();
    await trx
      .insertInto('pms_connection')
      .values({
        location_id: id,
        connector: 'apaleo',
        config: JSON.stringify(MODEL_PMS_CONFIG),
        sealed_credentials: sealPmsCredentials({
          masterKey: of.masterKey,
          locationId: id,
          credentials: MODEL_PMS_CREDENTIALS,
        }),
        webhook_secret_hash: createHash('sha256').update(webhookSecret).digest(),
      })
      .execute();
  });
  return {
    id,
    apiKey,
    webhookSecret,
    readerGroupId,
    locks: new Map(
      locks.map(({ door, rowId, subId, signer }) => [door.name, { rowId, doorId: door.id, subId, signer }]),
    ),
  };
};
