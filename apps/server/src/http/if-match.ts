// Concurrent edits: a command that names the version it saw takes effect only on that version (RFC 9110 §13.1.1).
import type { OperationSchema } from '@nightlatch/api';
import type { FastifyRequest } from 'fastify';
import type { Trx } from '../db/schema.ts';
import { ProblemError } from './problem-error.ts';

type Resource = NonNullable<OperationSchema['ifMatch']>;

type Path = {
  readonly locationId: string;
  readonly bookingId?: string;
  readonly reference?: string;
  readonly keyId?: string;
  readonly roomId?: string;
  readonly doorId?: string;
  readonly webhookId?: string;
  readonly language?: string;
  readonly messageKind?: string;
};

/**
 * Compares the header If-Match, if there is one, with the resource's version, under the lock of its booking: nobody changes it
 * between this and the command. Throws `precondition_failed`, also when there is no such resource, and `invalid_request` for a
 * header that is no list of entity tags. A weak tag never matches.
 */
export async function assertIfMatch(trx: Trx, resource: Resource, request: FastifyRequest): Promise<void> {
  const header = request.headers['if-match'];
  if (header === undefined) return;
  const tags = readTags(header);
  // The operation's schema validated the path.
  const version = await lockVersion(trx, resource, request.params as Path);
  if (version === undefined) throw failed('It does not exist.');
  if (tags !== 'any' && !tags.includes(`"${version}"`)) throw failed(`It is at version ${version} now.`);
}

function failed(what: string): ProblemError {
  return new ProblemError('precondition_failed', { detail: `${what} Read it again before you change it.` });
}

function readTags(header: string): readonly string[] | 'any' {
  if (header.trim() === '*') return 'any';
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) return tags;
  throw new ProblemError('invalid_request', {
    fields: [{ path: 'headers.if-match', message: 'must be entity tags in double quotes, or *' }],
  });
}

/** Every command on a booking or its keys takes the booking's row first; so does this. */
async function lockVersion(trx: Trx, resource: Resource, path: Path): Promise<number | undefined> {
  const { locationId, reference } = path;
  switch (resource) {
    case 'location':
    case 'room':
    case 'door':
    case 'pms_connection':
    case 'webhook_endpoint':
    case 'message_settings':
    case 'arrival_settings':
    case 'branding':
    case 'message_text':
      return lockPlainVersion(trx, resource, path);
  }
  const bookings = trx.selectFrom('booking').select('version').where('location_id', '=', locationId).forNoKeyUpdate();
  if (resource === 'booking') {
    const one =
      reference === undefined
        ? bookings.where('id', '=', path.bookingId ?? '')
        : bookings.where('reference', '=', reference);
    return (await one.executeTakeFirst())?.version;
  }
  const keys = trx
    .selectFrom('digital_key')
    .select(['booking_id', 'version'])
    .where('location_id', '=', locationId)
    .where('id', '=', path.keyId ?? '');
  const key = await keys.executeTakeFirst();
  if (!key) return undefined;
  await bookings.where('id', '=', key.booking_id).execute();
  return (await keys.executeTakeFirst())?.version;
}

/** What stands alone: its own row is what its command takes first. */
async function lockPlainVersion(
  trx: Trx,
  resource: Exclude<Resource, 'booking' | 'key'>,
  { locationId, roomId = '', doorId = '', webhookId = '', language = '', messageKind = '' }: Path,
): Promise<number | undefined> {
  // Before its first change it has no row: the location's is taken for it, as by its command.
  if (resource === 'message_text')
    await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().execute();
  const rows = {
    location: () => trx.selectFrom('location').select('version').where('id', '=', locationId),
    room: () => trx.selectFrom('room').select('version').where('location_id', '=', locationId).where('id', '=', roomId),
    door: () => trx.selectFrom('door').select('version').where('location_id', '=', locationId).where('id', '=', doorId),
    webhook_endpoint: () =>
      trx
        .selectFrom('webhook_endpoint')
        .select('version')
        .where('location_id', '=', locationId)
        .where('id', '=', webhookId)
        .where('deleted_at', 'is', null),
    pms_connection: () => trx.selectFrom('pms_connection').select('version').where('location_id', '=', locationId),
    message_settings: () => trx.selectFrom('message_settings').select('version').where('location_id', '=', locationId),
    message_text: () =>
      trx
        .selectFrom('message_text')
        .select('version')
        .where('location_id', '=', locationId)
        .where('language', '=', language)
        .where('kind', '=', messageKind),
    branding: () => trx.selectFrom('branding').select('version').where('location_id', '=', locationId),
    arrival_settings: () => trx.selectFrom('arrival_settings').select('version').where('location_id', '=', locationId),
  };
  const version = (await rows[resource]().forNoKeyUpdate().executeTakeFirst())?.version;
  return version ?? (resource === 'message_text' ? 0 : undefined);
}
