// The fake PMS passes the same suite as a real vendor's connector, so tests that use it mean something.
import { describe, it } from 'vitest';
import { createFakePms, type FakePms } from './fake-pms.ts';
import { PMS_CONFORMANCE, type PmsHarness } from './pms-conformance.ts';

function harness(): PmsHarness {
  const pms: FakePms = createFakePms();
  let count = 0;
  return {
    connector: pms.connector,
    input: { config: { propertyId: 'FAKE' }, credentials: { secret: 's3cret' }, timeZone: 'Europe/Berlin' },
    async putStay({ status, unitName, arrivalAt, checkOutAt, lastName }) {
      count += 1;
      const unit = unitName === null ? null : { id: `u-${unitName}`, name: unitName };
      const guests = [{ firstName: null, lastName, email: null, phone: null, language: null }];
      return pms.put({ reference: `R-${count}`, status, unit, arrivalAt, checkOutAt, guests }).reference;
    },
    putRoomState: async (room) => pms.putRoomState(room),
    webhookBodies: (reference) => [pms.webhookBody(reference), pms.webhookBody(reference, 'e1')],
    behave(as) {
      const codes = {
        down: 'vendor_unavailable',
        refusing: 'vendor_unauthorised',
        rubbish: 'vendor_bad_answer',
      } as const;
      if (as !== 'well') pms.fail(codes[as], 2);
    },
  };
}

describe('fake PMS', () => {
  it.each(PMS_CONFORMANCE)('$name', async ({ run }) => run(harness()));
});
