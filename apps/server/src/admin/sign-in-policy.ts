// Whether a location, or all of a brand's, ask for a second factor. It holds for open sessions from the next request on.
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Trx } from '../db/schema.ts';

/** Sets it; gives whether the location's brand asks for it (false for a brand itself). */
export async function setSignInPolicy(
  trx: Trx,
  of: ({ locationId: string } | { brandId: string }) & { secondFactorRequired: boolean; actor: Actor; now: Date },
): Promise<boolean> {
  const { secondFactorRequired, actor, now } = of;
  const brand = 'brandId' in of;
  if (brand) {
    await trx
      .updateTable('brand')
      .set({ second_factor_required: secondFactorRequired })
      .where('id', '=', of.brandId)
      .execute();
  } else {
    await trx
      .updateTable('location')
      .set({ second_factor_required: secondFactorRequired })
      .where('id', '=', of.locationId)
      .execute();
  }
  const concerned = await trx
    .selectFrom('location as l')
    .innerJoin('brand as b', 'b.id', 'l.brand_id')
    .select(['l.id', 'b.second_factor_required as byBrand'])
    .where(brand ? 'l.brand_id' : 'l.id', '=', brand ? of.brandId : of.locationId)
    .orderBy('l.id')
    .execute();
  for (const { id: locationId } of concerned) {
    await writeAudit(trx, {
      locationId,
      at: now,
      actor,
      action: 'sign_in_policy.changed',
      subject: { kind: 'location', id: locationId },
      after: { secondFactorRequired, ...(brand ? { forBrand: true } : {}) },
    });
    // Open streams look again whether they may go on.
    await notifyLive(trx, { topic: 'role', locationId });
  }
  return !brand && concerned[0]?.byBrand === true;
}
