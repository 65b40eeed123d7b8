// `nightlatch keys`: which signing keys there are, changing one, and going on without locks that can't be reached.
import { sql } from 'kysely';
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
  const keys = await db
    .selectFrom('signing_key')
    .select(['class', 'epoch', 'created_at', 'active_at', 'retiring_at', 'retired_at'])
    .where('location_id', '=', location.id)
    .orderBy('class')
    .orderBy('epoch')
    .execute();
  const { rows: held } = await sql<{ class: string; epoch: number; locks: number }>`
    select a.class, a.epoch, count(*)::int as locks from lock_anchor a
    join lock l on l.location_id = a.location_id and l.id = a.lock_id and l.retired_at is null
    where a.location_id = ${location.id} and not exists (select from lock_anchor newer where newer.location_id = a.location_id
      and newer.lock_id = a.lock_id and newer.class = a.class and newer.epoch > a.epoch and newer.oldest_dropped_at is not null)
    group by a.class, a.epoch`.execute(db);
  return {
    ok: true,
    location,
    keys: keys.map((key) => ({
      class: key.class,
      epoch: key.epoch,
      state: key.retired_at ? 'retired' : key.retiring_at ? 'retiring' : key.active_at ? 'active' : 'announced',
      createdAt: key.created_at.toISOString(),
      activeAt: key.active_at?.toISOString() ?? null,
      retiredAt: key.retired_at?.toISOString() ?? null,
      locks: held.find((one) => one.class === key.class && one.epoch === key.epoch)?.locks ?? 0,
    })),
    rotations: await readRotations(db, { locationId: location.id, now: context.now }),
  };
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
  return { ok: true, location, stage: before?.stage ?? null, behind: before?.behind ?? [] };
};
