// What a one-time link is for, told to whoever holds its secret: hotel and state, nothing of the guest. Nothing is taken or written.
import type { LinkView } from '@nightlatch/api';
import { readHotelLook } from '../branding/branding.ts';
import type { Db } from '../db/schema.ts';
import { secretHash } from './create-enrolment-link.ts';

type Found = {
  readonly location_id: string;
  readonly expires_at: Date;
  readonly withdrawn_at: Date | null;
  readonly used: boolean;
};

const stateOf = ({ used, withdrawn_at, expires_at }: Found, now: Date): LinkView['state'] => {
  if (used) return 'used';
  if (withdrawn_at !== null) return 'withdrawn';
  return expires_at <= now ? 'expired' : 'open';
};

/** The guest's own link or an invitation with this secret; undefined for any other text. */
export const lookAtLink = async (db: Db, of: { secret: string; now: Date }): Promise<LinkView | undefined> => {
  const hash = secretHash(of.secret); // invitations are hashed the same way
  const own = await db
    .selectFrom('enrolment_link')
    .select((eb) => ['location_id', 'expires_at', 'withdrawn_at', eb('used_at', 'is not', null).as('used')])
    .where('secret_hash', '=', hash)
    .executeTakeFirst();
  const invitation = own
    ? undefined
    : await db
        .selectFrom('invitation')
        .select((eb) => ['location_id', 'expires_at', 'withdrawn_at', eb('shared_key_id', 'is not', null).as('used')])
        .where('secret_hash', '=', hash)
        .executeTakeFirst();
  const found = own ?? invitation;
  if (!found) return undefined;
  const location = await db
    .selectFrom('location')
    .select(['id', 'name', 'time_zone', 'front_desk_phone'])
    .where('id', '=', found.location_id)
    .executeTakeFirstOrThrow();
  return {
    kind: own ? 'guest' : 'companion',
    state: stateOf({ ...found, used: Boolean(found.used) }, of.now),
    locationId: location.id,
    locationName: location.name,
    timeZone: location.time_zone,
    frontDeskPhone: location.front_desk_phone,
    look: (await readHotelLook(db, location.id)).look,
    expiresAt: found.expires_at.toISOString(),
  };
};
