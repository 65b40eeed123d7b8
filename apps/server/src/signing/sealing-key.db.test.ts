// The sealing key: one per database, opened only by whoever keeps it, moved between keepers without touching what it seals.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandContext } from '../commands/command.ts';
import { keysRewrap } from '../commands/rewrap-command.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import type { Db, Schema } from '../db/schema.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { startVaultStandIn, type VaultStandIn } from '../fixtures/vault-stand-in.fixture.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import type { KeySettings } from './key-service.ts';
import { openSealingKey, readSealingKeyWays } from './sealing-key.ts';
import { createSigning } from './signing.ts';
import { createVaultKeyService } from './vault-key-service.ts';

const now = new Date('2036-06-10T12:00:00Z');
const masterKey = randomBytes(32);
const alone: KeySettings = { masterKey, vault: null };

let db: Db;
let vault: VaultStandIn;
let folder: string;
let undo: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const database = await createTestDatabase();
  const opened = await openDatabase<Schema>({ connectionString: database.connectionString });
  db = opened.db;
  vault = await startVaultStandIn();
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-keys-'));
  undo = [opened.close, database.drop, vault.close, async () => rmSync(folder, { recursive: true })];
});
afterEach(async () => {
  for (const one of undo) await one();
});

const atVault = (token = vault.token): KeySettings['vault'] => ({
  address: vault.address,
  mount: 'transit',
  keyName: 'nightlatch',
  namespace: null,
  token: { kind: 'text', text: token },
});

const open = (settings: KeySettings) => openSealingKey(db, { settings, now });

const rewrap = async (keys: KeySettings, options: CommandContext['options']) => {
  const config = { keys, masterKey: await open(keys) };
  const parts = { db, config } as unknown as ServerParts; // what the command looks at
  return keysRewrap({
    config,
    options,
    now,
    progress: () => {},
    parts: async () => parts,
  } as unknown as CommandContext);
};

/** A location as versions before made it: sealed under the master key itself. */
const makeOldLocation = async (): Promise<string> => {
  const [brandId, locationId] = [newId(), newId()];
  await db.insertInto('brand').values({ id: brandId, name: 'B' }).execute();
  await db
    .insertInto('location')
    .values({
      id: locationId,
      brand_id: brandId,
      name: 'L',
      time_zone: 'Europe/Vienna',
      check_out_time: '11:00',
      policies: '{}',
      reader_group_id: randomBytes(16),
    })
    .execute();
  const signing = createSigning({ masterKey });
  await db.transaction().execute((trx) => signing.createKeys(trx, { locationId, now }));
  return locationId;
};

it('is made once, is not the master key, and stands in the database only wrapped', async () => {
  const [first, second] = await Promise.all([open(alone), open(alone)]);
  expect(first.equals(second)).toBe(true);
  expect(first.equals(masterKey)).toBe(false);
  const rows = await db.selectFrom('sealing_key').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(first.toString('hex'));
  expect(rows[0]?.wrapped.includes(first)).toBe(false);
});

it('does not open by another master key, and says which one it wants without telling it', async () => {
  await open(alone);
  const [way] = await readSealingKeyWays(db);
  const wrong = open({ masterKey: randomBytes(32), vault: null });
  await expect(wrong).rejects.toMatchObject({
    code: 'key_unknown',
    message: expect.stringContaining(way?.keyRef ?? '?'),
  });
  await expect(wrong).rejects.not.toMatchObject({ message: expect.stringContaining(masterKey.toString('base64')) });
});

it('does not open when it was put into another row', async () => {
  await open(alone);
  await db.updateTable('sealing_key').set({ id: newId() }).execute();
  await expect(open(alone)).rejects.toMatchObject({ code: 'wrong_key' });
});

it('is the master key’s value where a version before sealed under that, and refuses any other without leaving a row', async () => {
  const locationId = await makeOldLocation();
  await expect(open({ masterKey: randomBytes(32), vault: null })).rejects.toMatchObject({ code: 'wrong_key' });
  await expect(open({ masterKey: null, vault: atVault() })).rejects.toMatchObject({ code: 'master_key_needed' });
  expect(await readSealingKeyWays(db)).toEqual([]);
  const key = await open(alone);
  expect(key.equals(masterKey)).toBe(true);
  await expect(createSigning({ masterKey: key }).signer(db, locationId, 'mail')).resolves.toBeDefined();
});

it('moves from the master key to the key service and back; whoever is left out no longer opens it', async () => {
  const key = await open(alone);
  const both = { masterKey, vault: atVault() };
  expect(await rewrap(both, { to: 'vault', keepOthers: true })).toMatchObject({ ok: true, removed: 0 });
  expect((await open(alone)).equals(key)).toBe(true);
  expect(await rewrap(both, { to: 'vault' })).toMatchObject({ ok: true, removed: 1 });
  expect((await open({ masterKey: null, vault: atVault() })).equals(key)).toBe(true);
  await expect(open(alone)).rejects.toMatchObject({ code: 'key_unknown' });

  const next = randomBytes(32);
  const keyFile = join(folder, 'next-key');
  writeFileSync(keyFile, `${next.toString('base64')}\n`);
  await rewrap({ masterKey: null, vault: atVault() }, { to: 'master-key', keyFile });
  expect((await open({ masterKey: next, vault: null })).equals(key)).toBe(true);
  await expect(open({ masterKey: null, vault: atVault() })).rejects.toMatchObject({ code: 'key_unknown' });
});

it('is wrapped anew by the newest version of the service’s key', async () => {
  const settings = { masterKey: null, vault: atVault() };
  const key = await open(settings);
  const wrapped = async () =>
    String((await db.selectFrom('sealing_key').select('wrapped').executeTakeFirst())?.wrapped);
  expect(await wrapped()).toMatch(/^vault:v1:/);
  vault.rotate();
  await rewrap(settings, {});
  expect(await wrapped()).toMatch(/^vault:v2:/);
  expect((await open(settings)).equals(key)).toBe(true);
});

it('a failing key service leaves every way as it was', async () => {
  const key = await open(alone);
  const refused = rewrap({ masterKey, vault: atVault('hvs.wrong') }, { to: 'vault' });
  await expect(refused).rejects.toMatchObject({ code: 'key_service_refused' });
  expect((await open(alone)).equals(key)).toBe(true);
  expect(await readSealingKeyWays(db)).toHaveLength(1);
});

it('waits for a sealed key service, for a bounded number of tries, and repeats no secret of it', async () => {
  const settings = atVault();
  if (!settings) throw new Error('no vault');
  const service = createVaultKeyService(settings, 1);
  const [id, key] = [newId(), randomBytes(32)];
  vault.sealedFor = 3;
  const wrapped = await service.wrap({ id, key });
  expect((await service.unwrap({ id, wrapped })).equals(key)).toBe(true);
  await expect(service.unwrap({ id: newId(), wrapped })).rejects.toMatchObject({ code: 'wrong_key' });
  vault.sealedFor = 100;
  const before = vault.asked.length;
  const sealed = service.wrap({ id, key });
  await expect(sealed).rejects.toMatchObject({
    code: 'key_service_unreachable',
    message: expect.stringContaining('503'),
  });
  expect(vault.asked.length - before).toBe(5);
  await vault.close();
  const gone = service.wrap({ id, key });
  await expect(gone).rejects.toMatchObject({ code: 'key_service_unreachable' });
  await expect(gone).rejects.not.toMatchObject({ message: expect.stringContaining(vault.token) });
});

it.each([
  [{ NIGHTLATCH_VAULT_KEY: 'transit/nightlatch', VAULT_TOKEN: 'x' }, 'VAULT_ADDR'],
  [
    { NIGHTLATCH_VAULT_KEY: 'transit/nightlatch', VAULT_TOKEN: 'x', VAULT_ADDR: 'http://vault.example.com:8200' },
    'https',
  ],
  [{ NIGHTLATCH_VAULT_KEY: 'transit/nightlatch', VAULT_ADDR: 'https://vault.example.com:8200' }, 'VAULT_TOKEN'],
  [{ NIGHTLATCH_VAULT_KEY: 'a b', VAULT_TOKEN: 'x', VAULT_ADDR: 'https://vault.example.com:8200' }, 'mount/name'],
])('%j is no key service: the sentence names %s', (env, word) => {
  expect(() => readConfig({ DATABASE_URL: 'postgresql://localhost/x', ...env })).toThrow(word);
});

it('with a key service no master key is asked for or made', () => {
  const env = { NIGHTLATCH_VAULT_KEY: 'nightlatch', VAULT_TOKEN: 'x', VAULT_ADDR: 'https://vault.example.com:8200' };
  expect(readConfig({ DATABASE_URL: 'postgresql://localhost/x', ...env }).keys).toMatchObject({
    masterKey: null,
    vault: { mount: 'transit', keyName: 'nightlatch' },
  });
});
