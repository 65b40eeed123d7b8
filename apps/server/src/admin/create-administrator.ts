// The first administrator of a new brand: where a fresh database has nobody who could invite one. For the operator's command only.
import { runCommand } from '../http/run-command.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';
import { createStaff } from '../sign-in/staff-sign-in.ts';
import { createBrand } from './create-location.ts';
import { invite } from './invitations.ts';

export type NewAdministrator = {
  readonly brand: string;
  readonly name: string;
  readonly email: string;
  /** Absent: a one-time link is made instead, by which the person chooses a password. */
  readonly password?: string;
};

/** Thrown when the address has an account already: that person can be invited, or make another brand. */
export class AccountExistsError extends Error {
  override readonly name = 'AccountExistsError';
  readonly code = 'account_exists';
}

/** Makes the brand with its administrator, or with a link for one (secret null where the account was made at once). */
export async function createAdministrator(
  parts: Pick<ServerParts, 'db' | 'now'>,
  wanted: NewAdministrator,
): Promise<{ brandId: string; secret: string | null }> {
  const now = new Date(parts.now());
  const email = wanted.email.trim().toLowerCase();
  const { brand, name, password } = wanted;
  return runCommand(parts, async (trx) => {
    const known = await trx.selectFrom('staff_user').select('id').where('email', '=', email).executeTakeFirst();
    if (known) throw new AccountExistsError('There is an account with this e-mail already.');
    if (password !== undefined) {
      const { staffId } = await createStaff(trx, { name, email, password, now });
      return { ...(await createBrand(trx, { name: brand, staffId })), secret: null };
    }
    const brandId = newId();
    await trx.insertInto('brand').values({ id: brandId, name: brand.trim() }).execute();
    const offer = { brandId, locationId: null, role: 'brand_admin' as const, email, name };
    const invited = await invite(trx, { offer, now, actor: { id: 'system', name: 'Operator' } });
    if (!invited.ok) throw new AccountExistsError('There is an account with this e-mail already.');
    return { brandId, secret: invited.value.secret };
  });
}
