// `nightlatch keys`: which signing keys there are, changing one, and going on without locks that can't be reached.
import { forceRotation, ROTATED_CLASSES, readRotations, rotateSigningKey } from '../locks/rotate-signing-key.ts';
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
  const held = await db
    .selectFrom('lock_anchor')
    .innerJoin('lock', (join) =>
      join.onRef('lock.location_id', '=', 'lock_anchor.location_id').onRef('lock.id', '=', 'lock_anchor.lock_id'),
    )
    .select((eb) => ['class', 'epoch', eb.fn.countAll<number>().as('locks')])
    .where('lock_anchor.location_id', '=', location.id)
    .where('lock.retired_at', 'is', null)
    .groupBy(['class', 'epoch'])
    .execute();
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
} as const;

export const keysRotate: Command = async (context) => {
  const { db, signing } = await context.parts();
  const wanted = requiredOption(context.options, 'class');
  const cls = ROTATED_CLASSES.find((one) => one === wanted);
  if (!cls)
    throw new CommandError(
      'option_invalid',
      `--class is one of ${ROTATED_CLASSES.join(', ')}; other classes change by commissioning the locks anew.`,
    );
  const location = await locationOption(context);
  const outcome = await db.transaction().execute((trx) =>
    rotateSigningKey(trx, signing, {
      locationId: location.id,
      now: context.now,
      actor: OPERATOR,
      reason: requiredOption(context.options, 'reason'),
      class: cls,
      emergency: context.options.emergency === true,
    }),
  );
  if (!outcome.ok) throw new CommandError(outcome.code, sentences[outcome.code]);
  return { ok: true, location, class: cls, epoch: outcome.epoch };
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
