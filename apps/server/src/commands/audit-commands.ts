// `nightlatch audit verify`: whether each location's record of who did what is as it was written.
import { verifyAudit } from '../audit/verify-audit.ts';
import { type Command, locationOption, textOption } from './command.ts';

export const auditVerify: Command = async (context) => {
  const { db } = await context.parts();
  const locations = textOption(context.options, 'location')
    ? [await locationOption(context)]
    : await db.selectFrom('location').select(['id', 'name']).orderBy('name').execute();
  const checked = [];
  for (const location of locations) {
    context.progress(`Verifying ${location.name}`);
    checked.push({ ...location, ...(await verifyAudit(db, { locationId: location.id })) });
  }
  return { ok: checked.every((one) => one.broken === null), locations: checked };
};
