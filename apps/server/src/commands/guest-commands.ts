// `nightlatch guest`: find, export and erase one person; and the sweep by age that servers do every hour.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eraseGuest } from '../retention/erase-guest.ts';
import { exportGuest } from '../retention/export-guest.ts';
import { sweepRetention } from '../retention/sweep-retention.ts';
import { type Command, CommandError, locationOption, OPERATOR, requiredOption, textOption } from './command.ts';

const FOUND_AT_MOST = 50;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const guestIdOption = (options: Readonly<Record<string, unknown>>): string => {
  const id = requiredOption(options, 'guest').toLowerCase();
  if (uuid.test(id)) return id;
  throw new CommandError('option_invalid', 'The guest is named by its id; `nightlatch guest find TEXT` tells it.');
};

const nobody = (): CommandError => new CommandError('not_found', 'The location has no such guest.');

export const guestFind: Command = async (context) => {
  const { db } = await context.parts();
  const location = await locationOption(context);
  const wanted = `%${requiredOption(context.options, 'text')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .selectFrom('guest')
    .innerJoin('booking', (join) =>
      join.onRef('booking.location_id', '=', 'guest.location_id').onRef('booking.guest_id', '=', 'guest.id'),
    )
    .select(['guest.id', 'first_name', 'last_name', 'email', 'reference', 'arrival_date', 'departure_date', 'status'])
    .where('guest.location_id', '=', location.id)
    .where('booking.search_text', 'like', wanted)
    .orderBy('arrival_date', 'desc')
    .limit(FOUND_AT_MOST)
    .execute();
  return {
    ok: rows.length > 0,
    guests: rows.map((row) => ({
      id: row.id,
      name: `${row.first_name} ${row.last_name}`.trim(),
      email: row.email,
      booking: row.reference,
      status: row.status,
      stay: `${row.arrival_date} – ${row.departure_date}`,
    })),
  };
};

export const guestExport: Command = async (context) => {
  const { db, config } = await context.parts();
  const location = await locationOption(context);
  const exported = await exportGuest(db, {
    masterKey: config.masterKey,
    locationId: location.id,
    guestId: guestIdOption(context.options),
    now: context.now,
  });
  if (!exported) throw nobody();
  const file = textOption(context.options, 'file');
  if (file === undefined) return { ok: true, export: exported };
  try {
    writeFileSync(resolve(file), `${JSON.stringify(exported, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new CommandError('file_unwritable', `${file} can't be written (${reason}); a file is never replaced.`, {
      cause,
    });
  }
  const rows = Object.values(exported.data).reduce((sum, some) => sum + some.length, 0);
  return { ok: true, file: resolve(file), rows, tables: Object.keys(exported.data).length };
};

export const guestErase: Command = async (context) => {
  const { db } = await context.parts();
  const location = await locationOption(context);
  const outcome = await db.transaction().execute((trx) =>
    eraseGuest(trx, {
      locationId: location.id,
      guestId: guestIdOption(context.options),
      now: context.now,
      actor: OPERATOR,
      reason: requiredOption(context.options, 'reason'),
    }),
  );
  if (outcome.ok) return { ok: true, rows: outcome.rows };
  if (outcome.code === 'not_found') throw nobody();
  throw new CommandError(
    outcome.code,
    outcome.code !== 'key_may_still_open'
      ? 'The guest is expected or in the house: check them out, or cancel the booking, first.'
      : `A key of theirs could still open a door until ${outcome.until.toISOString()}; try again after that.`,
  );
};

export const retentionSweep: Command = async ({ parts, now }) => {
  const { db } = await parts();
  return { ok: true, ...(await sweepRetention(db, now.getTime())) };
};
