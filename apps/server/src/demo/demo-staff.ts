// The demo hotel's staff. Their passwords are printed and public: these people exist only where NIGHTLATCH_DEMO is 1.
import type { Demo } from '@nightlatch/api';
import type { Trx } from '../db/schema.ts';
import { createStaff } from '../sign-in/staff-sign-in.ts';

export const demoSignIns: Demo['signIns'] = [
  {
    name: 'Front Desk (demo)',
    email: 'front-desk@demo.example.com',
    password: 'front-desk-demo-1',
    role: 'front_desk',
  },
  {
    name: 'Location Administrator (demo)',
    email: 'administrator@demo.example.com',
    password: 'administrator-demo-1',
    role: 'location_admin',
  },
  {
    name: 'Brand Administrator (demo)',
    email: 'brand@demo.example.com',
    password: 'brand-demo-1',
    role: 'brand_admin',
  },
  { name: 'Viewer (demo)', email: 'viewer@demo.example.com', password: 'viewer-demo-1', role: 'viewer' },
];

/** Makes whom the demo does not know yet; who was known once keeps the role that somebody gave or took. */
export const ensureDemoStaff = async (trx: Trx, of: { locationId: string; now: Date }): Promise<void> => {
  const { brand_id: brandId } = await trx
    .selectFrom('location')
    .select('brand_id')
    .where('id', '=', of.locationId)
    .executeTakeFirstOrThrow();
  const known = await trx.selectFrom('staff_user').select('email').execute();
  for (const person of demoSignIns) {
    if (known.some((one) => one.email === person.email)) continue;
    const { staffId } = await createStaff(trx, { ...person, now: of.now });
    const role = { location_id: of.locationId, staff_id: staffId, role: person.role };
    await trx.insertInto('staff_role').values(role).execute();
    if (person.role === 'brand_admin')
      await trx.insertInto('brand_role').values({ brand_id: brandId, staff_id: staffId }).execute();
  }
};
