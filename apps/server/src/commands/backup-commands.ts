// `nightlatch backup`, `restore` and `quarantine`.
import { resolve } from 'node:path';
import { readBackupKey } from '../backup/backup-key.ts';
import { liftQuarantine } from '../backup/lift-quarantine.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { askPool } from '../db/ask.ts';
import { emit } from '../events.ts';
import { KeyServiceError } from '../signing/key-service.ts';
import { SealedSecretError } from '../signing/seal-secret.ts';
import { openRestoredKey } from '../signing/sealing-key.ts';
import { checkSigningKeys } from '../signing/signing.ts';
import {
  type Command,
  type CommandContext,
  CommandError,
  locationOption,
  OPERATOR,
  requiredOption,
  textOption,
} from './command.ts';

const keyOf = ({ env, options }: CommandContext) =>
  readBackupKey({
    env,
    passphraseFile: textOption(options, 'passphraseFile'),
    keyFile: textOption(options, 'keyFile'),
    unencrypted: options.unencrypted === true,
  });

export const backup: Command = async (context) => {
  const { connectionString, config, options, progress } = context;
  const result = await writeBackup({
    connectionString,
    file: resolve(requiredOption(options, 'file')),
    key: keyOf(context),
    version: config.version,
    onProgress: progress,
  });
  return { ok: true, ...result };
};

export const restore: Command = async (context) => {
  const { connectionString, config, options, now, progress } = context;
  const result = await restoreBackup({
    connectionString,
    file: resolve(requiredOption(options, 'file')),
    // Whether the file needs a key is the file's to say.
    key: readBackupKey({
      env: context.env,
      passphraseFile: textOption(options, 'passphraseFile'),
      keyFile: textOption(options, 'keyFile'),
      unencrypted: true,
    }),
    now,
    onProgress: progress,
    checkSecrets: async (client) => {
      try {
        const ask = askPool(client);
        await checkSigningKeys(ask, { masterKey: await openRestoredKey(ask, config.keys) });
      } catch (error) {
        const wrong = error instanceof KeyServiceError && (error.code === 'wrong_key' || error.code === 'key_unknown');
        if (!wrong && !(error instanceof SealedSecretError)) throw error;
        throw new CommandError(
          'master_key_wrong',
          'The backup’s keys do not open with the master key given (NIGHTLATCH_MASTER_KEY, or DATA_DIR/master-key) or the key service’s key (NIGHTLATCH_VAULT_KEY); nothing was restored.',
          { cause: error },
        );
      }
    },
  });
  return { ok: true, ...result };
};

export const quarantineStatus: Command = async ({ parts }) => {
  const { db } = await parts();
  const rows = await db
    .selectFrom('location')
    .leftJoin('pms_connection', 'pms_connection.location_id', 'location.id')
    .select([
      'location.id',
      'location.name',
      'quarantined_at',
      'quarantine',
      'pms_connection.connector',
      'last_event_at',
    ])
    .orderBy('location.name')
    .execute();
  const locations = rows.map((row) => ({
    id: row.id,
    name: row.name,
    quarantinedAt: row.quarantined_at?.toISOString() ?? null,
    quarantine: row.quarantine,
    pms: row.connector,
    pmsHeardSince: row.quarantined_at !== null && row.last_event_at !== null && row.last_event_at > row.quarantined_at,
  }));
  return { ok: locations.every((one) => one.quarantinedAt === null), locations };
};

/** Asks a running server for a resync; it goes on in quarantine. */
export const quarantineResync: Command = async (context) => {
  const { db } = await context.parts();
  const location = await locationOption(context);
  await emit(db, { name: 'pms.resync', locationId: location.id });
  return { ok: true, location };
};

export const quarantineLift: Command = async (context) => {
  const { options, now } = context;
  const { db } = await context.parts();
  const location = await locationOption(context);
  const outcome = await db.transaction().execute((trx) =>
    liftQuarantine(trx, {
      locationId: location.id,
      now,
      actor: OPERATOR,
      reissueKeys: options.reissue === true,
      revokeApiKeys: options.revokeApiKeys === true,
      withoutPms: options.withoutPms === true,
    }),
  );
  if (outcome.ok) return { ...outcome, location };
  const sentences = {
    not_found: 'There is no such location.',
    not_quarantined: `${location.name} is not in quarantine.`,
    pms_not_heard: `The PMS of ${location.name} has not been heard since the restore: start a server, run \`nightlatch quarantine resync\`, and lift it then (or say --without-pms).`,
  };
  throw new CommandError(outcome.code, sentences[outcome.code]);
};
