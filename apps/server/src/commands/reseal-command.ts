// `nightlatch keys reseal`: another key for all that is sealed in this database, after somebody may have had the old one.

import { SealedSecretError } from '../signing/seal-secret.ts';
import { readSealingKeyWays } from '../signing/sealing-key.ts';
import { type Command, CommandError } from './command.ts';
import { replaceSealingKey } from './replace-sealing-key.ts';
import { keeperOf } from './rewrap-command.ts';

export const keysReseal: Command = async (context) => {
  const { db, config } = await context.parts();
  const target = await keeperOf(context, await readSealingKeyWays(db));
  context.progress(`Sealing everything anew, the key kept by ${target.provider} ${target.keyRef}`);
  const outcome = await replaceSealingKey(db, { key: config.masterKey, target, now: context.now }).catch((cause) => {
    if (!(cause instanceof SealedSecretError)) throw cause;
    throw new CommandError('sealed_secret', 'A stored secret does not open by the present key; nothing was changed.', {
      cause,
    });
  });
  if (!outcome.ok)
    throw new CommandError(
      outcome.code,
      `${outcome.servers === 1 ? 'A server runs' : `${outcome.servers} servers run`} on this database, or did half a minute ago: stop all of them first.`,
    );
  return {
    ok: true,
    keeper: { provider: target.provider, keyRef: target.keyRef },
    sealed: outcome.sealed,
    removed: outcome.removed,
  };
};
