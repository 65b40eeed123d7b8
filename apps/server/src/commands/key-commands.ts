// `nightlatch keys`: which signing keys there are, changing one, and going on without locks that can't be reached.
import { readSigningKeys } from '../locks/read-signing-keys.ts';
import {
  forceRotation,
  ROTATED_CLASSES,
  readRotations,
  rotateAllSigningKeys,
  rotateSigningKey,
} from '../locks/rotate-signing-key.ts';
import { type Command, CommandError, locationOption, OPERATOR, requiredOption } from './command.ts';

export const keysStatus: Command = async (context) => {
  const { db } = await context.parts();
  const location = await locationOption(context);
  return { ok: true, location, ...(await readSigningKeys(db, { locationId: location.id, now: context.now })) };
};

const sentences = {
  rotation_under_way: 'A change of a signing key is under way already; `nightlatch keys status` shows how far it is.',
  no_rotation: 'No change of a signing key is under way.',
  locks_need_commissioning:
    'Phones would refuse the doors whose locks still show a certificate by the old key: commission those locks anew, or take them out of service. `nightlatch keys status` names them.',
} as const;

/** Every class at once; only in an emergency. */
const ALL = 'all';

export const keysRotate: Command = async (context) => {
  const { db, signing } = await context.parts();
  const wanted = requiredOption(context.options, 'class');
  const cls = ROTATED_CLASSES.find((one) => one === wanted);
  const emergency = context.options.emergency === true;
  if (!cls && wanted !== ALL)
    throw new CommandError('option_invalid', `--class is one of ${ROTATED_CLASSES.join(', ')}, or ${ALL}.`);
  if (wanted === ALL && !emergency)
    throw new CommandError(
      'option_invalid',
      `--class ${ALL} needs --emergency: without one, keys change one after another.`,
    );
  const location = await locationOption(context);
  const command = {
    locationId: location.id,
    now: context.now,
    actor: OPERATOR,
    reason: requiredOption(context.options, 'reason'),
  };
  return db.transaction().execute(async (trx) => {
    if (!cls) return { ok: true, location, epochs: await rotateAllSigningKeys(trx, signing, command) };
    const outcome = await rotateSigningKey(trx, signing, { ...command, class: cls, emergency });
    if (!outcome.ok) throw new CommandError(outcome.code, sentences[outcome.code]);
    return { ok: true, location, epochs: { [cls]: outcome.epoch } };
  });
};

export const keysForce: Command = async (context) => {
  const { db } = await context.parts();
  const location = await locationOption(context);
  const [before] = await readRotations(db, { locationId: location.id, now: context.now });
  const outcome = await db.transaction().execute((trx) =>
    forceRotation(trx, {
      locationId: location.id,
      now: context.now,
      actor: OPERATOR,
      reason: requiredOption(context.options, 'reason'),
    }),
  );
  if (!outcome.ok) throw new CommandError(outcome.code, sentences[outcome.code]);
  return { ok: true, location, stage: before?.stage ?? null, behind: (before?.behind ?? []).map(({ door }) => door) };
};
