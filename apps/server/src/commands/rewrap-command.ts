// `nightlatch keys rewrap`: moves the key that seals this database's secrets to another keeper, or wraps it anew.
import { readFileSync } from 'node:fs';
import type { KeyService } from '../signing/key-service.ts';
import { createMasterKeyService } from '../signing/master-key-service.ts';
import { keyServicesOf, readSealingKeyWays, rewrapSealingKey } from '../signing/sealing-key.ts';
import { createVaultKeyService } from '../signing/vault-key-service.ts';
import { type Command, type CommandContext, CommandError, requiredOption, textOption } from './command.ts';

export const keysRewrap: Command = async (context) => {
  const { db, config } = await context.parts();
  const target = await keeperOf(context, await readSealingKeyWays(db));
  context.progress(`Wrapping the sealing key for ${target.provider} ${target.keyRef}`);
  const { removed } = await rewrapSealingKey(db, {
    key: config.masterKey,
    target,
    keepOthers: context.options.keepOthers === true,
    now: context.now,
  });
  const ways = await readSealingKeyWays(db);
  return {
    ok: true,
    target: { provider: target.provider, keyRef: target.keyRef },
    removed,
    ways: ways.map((way) => ({ provider: way.provider, keyRef: way.keyRef, createdAt: way.createdAt.toISOString() })),
  };
};

/** Without `--to`: whoever opens it now. */
export const keeperOf = async (
  context: CommandContext,
  ways: Awaited<ReturnType<typeof readSealingKeyWays>>,
): Promise<KeyService> => {
  const { config, options } = context;
  const to = textOption(options, 'to');
  if (to === 'master-key') return createMasterKeyService(readKey(requiredOption(options, 'keyFile')));
  if (to === 'vault') {
    const { vault } = config.keys;
    if (vault) return createVaultKeyService(vault);
    throw new CommandError('option_missing', '--to vault needs NIGHTLATCH_VAULT_KEY, VAULT_ADDR and VAULT_TOKEN.');
  }
  if (to !== undefined) throw new CommandError('option_invalid', '--to is master-key or vault.');
  const present = keyServicesOf(config.keys).find((service) =>
    ways.some((way) => way.provider === service.provider && way.keyRef === service.keyRef),
  );
  if (present) return present;
  throw new CommandError('option_missing', 'Say where to with --to master-key or --to vault.');
};

const readKey = (file: string): Buffer => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CommandError('key_file_unreadable', `${file} can not be read.`, { cause });
  }
  const key = Buffer.from(text, 'base64');
  if (key.length === 32 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return key;
  throw new CommandError('invalid_master_key', `${file} must hold 32 bytes in base64 (openssl rand -base64 32).`);
};
