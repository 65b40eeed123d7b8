// Invariant 16: what was revoked after the backup does not come back with it, and a restored server gives nothing out before it is told to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeJournalEntry, keyHash, readMail, sealJournalPage } from '@nightlatch/aliro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerParts } from '../create-server-parts.ts';
import { askPool } from '../db/ask.ts';
import { createEmptyDatabase } from '../db/test-database.ts';
import { createTestHotel, type TestHotel, type TestPhone } from '../fixtures/hotel.fixture.ts';
import { issueNow } from '../fixtures/issue.fixture.ts';
import { secretHash } from '../http/authenticate.ts';
import { buildApp } from '../http/build-app.ts';
import { newId } from '../ids.ts';
import { prepareJobs, runDueJobs } from '../jobs/run-worker.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import { revokeKey } from '../keys/act-on-keys.ts';
import type { ServerParts } from '../server-parts.ts';
import { checkSigningKeys } from '../signing/signing.ts';
import { liftQuarantine } from './lift-quarantine.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const ACTOR = { id: 'staff:admin', name: 'Admin' };
let hotel: TestHotel;
let phone: TestPhone;
let bookingId: string;
let keyId: string;
let parts: ServerParts;
let close: () => Promise<void>;
let folder: string;
let atBackup: { generation: number; mailSeq: number; version: number };

const apiToken = 'nlk_quarantine_test';
const deviceToken = 'nld_quarantine_test';

const roomState = async (of: ServerParts) => {
  const room = await of.db
    .selectFrom('room')
    .select('last_generation')
    .where('number', '=', '101')
    .executeTakeFirstOrThrow();
  const lock = await of.db
    .selectFrom('lock')
    .select(['last_mail_seq', 'journal_last_seq', 'journal_last_hash'])
    .where('id', '=', hotel.doors.get('r101')?.lockRowId ?? '')
    .executeTakeFirstOrThrow();
  const location = await of.db.selectFrom('location').select('revocation_version').executeTakeFirstOrThrow();
  return { generation: room.last_generation, mailSeq: lock.last_mail_seq, version: location.revocation_version, lock };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-quarantine-'));
  hotel = await createTestHotel();
  bookingId = await hotel.tell('Q-1', { status: 'checked_in' });
  phone = await hotel.enrol(bookingId);
  const { db } = hotel.parts;
  ({ id: keyId } = await db
    .selectFrom('digital_key')
    .select('id')
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow());
  await db
    .updateTable('credential')
    .set({ sent_at: new Date(hotel.clock.now), state: 'delivered' })
    .execute();
  await db
    .insertInto('api_key')
    .values({
      location_id: hotel.locationId,
      id: newId(),
      name: 'Gateway',
      scopes: ['gateway', 'bookings:read'],
      secret_hash: secretHash(apiToken),
      created_at: new Date(hotel.clock.now),
    })
    .execute();
  atBackup = await roomState(hotel.parts);
  const file = join(folder, 'a.backup');
  await writeBackup({ connectionString: hotel.parts.connectionString, file, key: { kind: 'none' }, version: 'test' });

  // After the backup: staff revoke the key, and the locks hear of it. Then the database is lost.
  const revoked = await db.transaction().execute((trx) =>
    revokeKey(trx, {
      locationId: hotel.locationId,
      keyId,
      reason: 'security_concern',
      note: null,
      now: new Date(hotel.clock.now),
      actor: ACTOR,
    }),
  );
  expect(revoked.ok).toBe(true);
  await hotel.settle();
  hotel.clock.advance(3_600_000);

  const { connectionString } = await createEmptyDatabase();
  await restoreBackup({
    connectionString,
    file,
    key: { kind: 'none' },
    now: new Date(hotel.clock.now),
    checkSecrets: async (client) => {
      await checkSigningKeys(askPool(client), { masterKey: hotel.parts.config.masterKey });
    },
  });
  await prepareJobs({ connectionString });
  const opened = await createServerParts({
    config: { ...hotel.parts.config, databaseUrl: connectionString },
    connectionString,
    log: hotel.parts.log,
    now: () => hotel.clock.now,
  });
  ({ parts, close } = opened);
});
afterAll(async () => {
  await close?.();
  await hotel?.close();
  rmSync(folder, { recursive: true, force: true });
});

const lift = (change: Partial<Parameters<typeof liftQuarantine>[1]> = {}) =>
  parts.db.transaction().execute((trx) =>
    liftQuarantine(trx, {
      locationId: hotel.locationId,
      now: new Date(hotel.clock.now),
      actor: ACTOR,
      reissueKeys: true,
      revokeApiKeys: false,
      withoutPms: false,
      ...change,
    }),
  );

describe('invariant 16: a restored database', () => {
  it('has numbers beyond everything that was given out since the backup', async () => {
    const since = await roomState(hotel.parts);
    const restored = await roomState(parts);
    expect(restored.generation).toBe(atBackup.generation + 1000);
    expect(restored.mailSeq).toBeGreaterThan(since.mailSeq + 10_000);
    expect(restored.version).toBeGreaterThan(since.version);
  });

  it('neither lists the revoked key as good nor as anything but ended', async () => {
    const keys = await parts.db.selectFrom('digital_key').select(['id', 'state', 'end_reason']).execute();
    expect(keys).toEqual([{ id: keyId, state: 'ended', end_reason: 'revoked' }]);
    expect(await parts.db.selectFrom('credential').select('id').where('wanted', '=', true).execute()).toEqual([]);
    expect(await parts.db.selectFrom('occupancy').select('id').where('closed_at', 'is', null).execute()).toEqual([]);
  });

  it('in quarantine gives phones and integrations nothing, and issues nothing', async () => {
    const app = await buildApp(parts);
    await parts.db
      .insertInto('device_session')
      .values({
        location_id: hotel.locationId,
        device_id: phone.deviceId,
        token_hash: secretHash(deviceToken),
        expires_at: new Date(hotel.clock.now + 3_600_000),
      })
      .execute();
    const ask = (method: 'GET' | 'POST', url: string, token: string) =>
      app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
    for (const answer of [
      await ask('GET', '/v1/guest/wallet', deviceToken),
      await ask('POST', '/v1/guest/leases', deviceToken),
      await ask('GET', `/v1/locations/${hotel.locationId}/lock-mail`, apiToken),
      await ask('GET', `/v1/locations/${hotel.locationId}/bookings`, apiToken),
    ]) {
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'not_ready', detail: expect.stringContaining('quarantine') });
    }
    await app.close();
    const now = new Date(hotel.clock.now);
    const issued = await issueNow({ parts, locationId: hotel.locationId }, bookingId, {
      by: 'staff',
      waitForConditions: false,
      now,
      actor: ACTOR,
    });
    expect(issued).toMatchObject({ ok: false, code: 'conditions_unmet', unmet: ['integration_not_configured'] });
    const mailBefore = await parts.db.selectFrom('lock_mail').select('seq').execute();
    await runDueJobs(parts);
    expect(await parts.db.selectFrom('lock_mail').select('seq').execute()).toEqual(mailBefore);
  });

  it('takes a journal that went on meanwhile: the lost stretch is a gap, not a fork', async () => {
    const { db } = parts;
    const { lock } = await roomState(parts);
    const location = await db.selectFrom('location').select('reader_group_id').executeTakeFirstOrThrow();
    const door = hotel.doors.get('r101');
    const row = await db
      .selectFrom('lock')
      .select('reader_sub_id')
      .where('id', '=', door?.lockRowId ?? '')
      .executeTakeFirstOrThrow();
    if (!door) throw new Error('no door');
    const sealKey = await parts.signing.signer(db, hotel.locationId, 'seal');
    const page = await sealJournalPage({
      lockSigner: door.lockSigner,
      readerIdentifier: Buffer.concat([location.reader_group_id, row.reader_sub_id]),
      sealPoint: sealKey.point,
      previousHash: Buffer.alloc(32, 7),
      entries: [
        encodeJournalEntry({
          seq: lock.journal_last_seq + 41,
          at: hotel.clock.now,
          clockUnknown: false,
          fast: false,
          underPrivacy: false,
          boltConfirmed: true,
          event: 'opened',
          reason: 0,
        }),
      ],
    });
    const accept = () =>
      db
        .transaction()
        .execute((trx) =>
          acceptPage(trx, parts.signing, { locationId: hotel.locationId, now: new Date(hotel.clock.now), page }),
        );
    expect(await accept()).toEqual({ ok: true, entries: 1 });
    const events = await db.selectFrom('access_event').select(['event', 'reason_code']).orderBy('seq').execute();
    expect(events.slice(-2).map((one) => one.event)).toEqual(['gap', 'granted']);
    expect(await accept()).toEqual({ ok: true, entries: 0 });
  });

  it('is not lifted before the PMS was heard', async () => {
    await parts.db
      .insertInto('pms_connection')
      .values({
        location_id: hotel.locationId,
        connector: 'apaleo',
        config: '{}',
        sealed_credentials: Buffer.alloc(1),
        webhook_secret_hash: Buffer.alloc(32),
      })
      .execute();
    expect(await lift()).toEqual({ ok: false, code: 'pms_not_heard' });
    hotel.clock.advance(60_000);
    await parts.db
      .updateTable('pms_connection')
      .set({ last_event_at: new Date(hotel.clock.now) })
      .execute();
  });

  it('once lifted: the old key stays ended and is on every list; locks hear a generation that shuts the old one out; the new key has a higher one', async () => {
    expect(await lift()).toEqual({ ok: true, reissued: 1, apiKeysRevoked: 0 });
    expect(await lift()).toEqual({ ok: false, code: 'not_quarantined' });
    await parts.db
      .insertInto('door_key')
      .values({
        location_id: hotel.locationId,
        id: newId(),
        device_id: phone.deviceId,
        point: Buffer.alloc(65, 4),
        key_hash: Buffer.alloc(32, 9),
        offered_at: new Date(hotel.clock.now),
      })
      .onConflict((oc) => oc.doNothing())
      .execute();
    await runDueJobs(parts);
    const keys = await parts.db.selectFrom('digital_key').select(['id', 'state']).orderBy('requested_at').execute();
    expect(keys).toMatchObject([{ id: keyId, state: 'ended' }, { state: 'issued' }]);
    const { generation } = await parts.db
      .selectFrom('occupancy')
      .select('generation')
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    expect(generation).toBeGreaterThan(atBackup.generation + 1000);
    const door = hotel.doors.get('r101');
    const mail = await parts.db
      .selectFrom('lock_mail')
      .select(['item', 'type', 'revocation_version'])
      .where('lock_id', '=', door?.lockRowId ?? '')
      .execute();
    const kinds = mail.map(({ item }) => {
      const read = readMail(item);
      return read.ok ? read.value.body : null;
    });
    expect(kinds).toContainEqual(expect.objectContaining({ kind: 'generation-floor', generation }));
    const lists = mail.filter((item) => item.revocation_version !== null);
    expect(lists).toHaveLength(1);
    // The key hash of the door key that the revoked credential was made for.
    const old = await parts.db
      .selectFrom('credential')
      .innerJoin('door_key', 'door_key.id', 'credential.door_key_id')
      .select('door_key.point')
      .where('credential.key_id', '=', keyId)
      .executeTakeFirstOrThrow();
    const hashed = Buffer.from(await keyHash(old.point));
    expect(lists[0]?.item.includes(hashed)).toBe(true);
    expect(
      await parts.db
        .selectFrom('credential')
        .select('id')
        .where('key_id', '=', keyId)
        .where('wanted', '=', true)
        .execute(),
    ).toEqual([]);
  });
});
