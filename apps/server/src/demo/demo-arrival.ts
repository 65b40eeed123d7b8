// How the demo hotel lets guests arrive: mobile check-in with an ID that the desk accepts, and messages that are captured instead of sent.
import { type ArrivalPolicy, DEFAULT_ARRIVAL_POLICY, DEFAULT_MESSAGE_POLICY } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';

/** `publicUrl`: where the demo's terms can be read. */
export const demoArrivalPolicy = (publicUrl: string): ArrivalPolicy => ({
  ...DEFAULT_ARRIVAL_POLICY,
  mobileCheckIn: 'staff',
  requireIdFirst: true,
  checkInAtPms: true,
  registrationFields: ['dateOfBirth', 'nationality', 'city', 'country'],
  terms: { version: 'demo-1', url: `${publicUrl}/demo/terms` },
});

/** Switches both on where the hotel has no settings yet; what somebody set stays. */
export const ensureDemoArrival = async (
  trx: Trx,
  of: { locationId: string; publicUrl: string; now: Date },
): Promise<void> => {
  await trx
    .insertInto('message_settings')
    .values({
      location_id: of.locationId,
      policy: JSON.stringify(DEFAULT_MESSAGE_POLICY),
      email_mode: 'captured',
      email_from: 'hotel@example.com',
      since: of.now,
      changed_at: of.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('arrival_settings')
    .values({
      location_id: of.locationId,
      policy: JSON.stringify(demoArrivalPolicy(of.publicUrl)),
      changed_at: of.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
