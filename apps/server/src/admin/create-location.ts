// Brands and locations: a location is born with its signing keys, default policies and the brand's administrators.
import { randomBytes } from 'node:crypto';
import type { Policies } from '@nightlatch/api';
import { isTimeZone } from '@nightlatch/domain';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';
import type { Signing } from '../signing/signing.ts';
import { type AdminOutcome, done, invalid } from './admin-outcome.ts';

/** What a new location starts with; every one of them can be changed. */
const DEFAULT_POLICIES: Policies = {
  autoIssueAtCheckIn: true,
  autoIssueAfterMobileCheckIn: false,
  autoIssueAfterIdVerification: false,
  requireIdVerification: false,
  leaseSeconds: 86_400,
  moveGraceMinutes: 15,
  maxAfterCheckOutMinutes: 240,
  companionsPerBooking: 3,
};

/** Makes a brand, and its first administrator. */
export async function createBrand(trx: Trx, of: { name: string; staffId: string }): Promise<{ brandId: string }> {
  const brandId = newId();
  await trx.insertInto('brand').values({ id: brandId, name: of.name.trim() }).execute();
  await trx.insertInto('brand_role').values({ brand_id: brandId, staff_id: of.staffId }).execute();
  return { brandId };
}

export type NewLocation = {
  readonly name: string;
  readonly timeZone: string;
  readonly checkOutTime: string;
  readonly frontDeskPhone?: string | null | undefined;
  readonly policies?: { readonly [P in keyof Policies]?: Policies[P] | undefined } | undefined;
};

/** Makes the location of a brand that exists. */
export async function createLocation(
  trx: Trx,
  signing: Signing,
  of: { brandId: string; wanted: NewLocation; now: Date; actor: Actor },
): Promise<AdminOutcome<string>> {
  const { brandId, wanted, now, actor } = of;
  if (!isTimeZone(wanted.timeZone)) return invalid('body.timeZone', 'is not a time zone of the IANA database');
  const locationId = newId();
  await trx
    .insertInto('location')
    .values({
      id: locationId,
      brand_id: brandId,
      name: wanted.name.trim(),
      time_zone: wanted.timeZone,
      check_out_time: wanted.checkOutTime,
      front_desk_phone: wanted.frontDeskPhone ?? null,
      lock_system: 'native',
      policies: JSON.stringify({ ...DEFAULT_POLICIES, ...wanted.policies }),
      reader_group_id: randomGroupId(),
    })
    .execute();
  await signing.createKeys(trx, { locationId, now });
  await trx
    .insertInto('staff_role')
    .columns(['location_id', 'staff_id', 'role'])
    .expression((eb) =>
      eb
        .selectFrom('brand_role')
        .select((e) => [e.val(locationId).as('location_id'), 'staff_id', e.val('brand_admin').as('role')])
        .where('brand_id', '=', brandId),
    )
    .execute();
  await writeAudit(trx, {
    locationId,
    at: now,
    actor,
    action: 'location.created',
    subject: { kind: 'location', id: locationId },
    after: { name: wanted.name.trim(), timeZone: wanted.timeZone, checkOutTime: wanted.checkOutTime },
  });
  return done(locationId);
}

/** A random UUIDv4 as the reader group id: shown in adverts, so it must not tell when it was made. */
export function randomGroupId(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
}
