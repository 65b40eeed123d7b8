// How a location looks in the Guest App: reading what was chosen, and writing it. Colours are worked out here, so that phones need not.
import { createHash } from 'node:crypto';
import {
  type Branding,
  type DeskContact,
  HOUSE_COLOUR,
  type HotelLook,
  hotelColours,
  type Logo,
  type PutBranding,
} from '@nightlatch/api';
import type { Selectable, Updateable } from 'kysely';
import { type AdminOutcome, done, invalid, notFound } from '../admin/admin-outcome.ts';
import { type Actor, writeAudit } from '../audit/write-audit.ts';
import type { BrandingTable } from '../db/guest-side-tables.ts';
import { notifyLive } from '../db/notify-live.ts';
import type { Db, Trx } from '../db/schema.ts';
import { isEmailAddress } from '../messages/send-email.ts';
import type { CleanPng } from './clean-png.ts';

type By = { readonly locationId: string; readonly now: Date; readonly actor: Actor };
type Row = Omit<Selectable<BrandingTable>, 'logo'>;

const UNCHOSEN = { colour: null, card_look: 'deep', logo_on_plate: true, desk_contact: null, version: 0 } as const;

/** Without the logo's bytes. */
const read = (db: Db | Trx, locationId: string): Promise<Row | undefined> =>
  db
    .selectFrom('branding')
    .select(['location_id', 'colour', 'card_look', 'logo_hash', 'logo_width', 'logo_height'])
    .select(['logo_on_plate', 'desk_contact', 'version', 'changed_at'])
    .where('location_id', '=', locationId)
    .executeTakeFirst();

const logoOf = (row: Row | undefined): Logo | null =>
  row?.logo_hash && row.logo_width !== null && row.logo_height !== null
    ? { path: `/v1/logos/${row.logo_hash.toString('hex')}`, width: row.logo_width, height: row.logo_height }
    : null;

/** The branding as administrators see it; a location that chose nothing has version 0. */
export const readBranding = async (db: Db | Trx, locationId: string): Promise<Branding> => {
  const row = await read(db, locationId);
  const { colour, card_look, logo_on_plate, desk_contact, version } = row ?? UNCHOSEN;
  return {
    colour,
    cardLook: card_look,
    logo: logoOf(row),
    logoOnPlate: logo_on_plate,
    deskContact: desk_contact,
    version,
  };
};

/** What the location's phones show, and where they write to. */
export const readHotelLook = async (
  db: Db | Trx,
  locationId: string,
): Promise<{ readonly look: HotelLook; readonly messageUrl: string | null }> => {
  const row = await read(db, locationId);
  const { colour, card_look: look, logo_on_plate, desk_contact } = row ?? UNCHOSEN;
  // The app's own colours are its own style sheet, brass and all.
  const isHouse = colour === null && look === 'deep';
  return {
    look: {
      colours: isHouse ? null : hotelColours({ colour: colour ?? HOUSE_COLOUR, look }),
      logo: logoOf(row),
      logoOnPlate: logo_on_plate,
    },
    messageUrl: desk_contact === null ? null : contactUrl(desk_contact),
  };
};

/** The address as a link. What was stored was checked; nothing else than these three schemes can come out. */
export const contactUrl = ({ kind, value }: DeskContact): string => {
  switch (kind) {
    case 'sms':
      return `sms:${value.replaceAll(/[^+\d]/g, '')}`;
    case 'email':
      return `mailto:${encodeURIComponent(value).replace('%40', '@')}`;
    case 'web':
      return new URL(value).href;
  }
};

/** Replaces what was chosen but for the logo, which has its own command. */
export const writeBranding = async (
  trx: Trx,
  of: By & { readonly wanted: PutBranding },
): Promise<AdminOutcome<null>> => {
  const { wanted } = of;
  const deskContact = wanted.deskContact && { ...wanted.deskContact, value: wanted.deskContact.value.trim() };
  const fault = deskContact === null ? null : contactFault(deskContact);
  if (fault !== null) return invalid('body.deskContact.value', fault);
  return change(trx, of, async () => {
    const row = {
      colour: wanted.colour,
      card_look: wanted.cardLook,
      logo_on_plate: wanted.logoOnPlate,
      desk_contact: deskContact === null ? null : JSON.stringify(deskContact),
    };
    await put(trx, of, row);
    return { ...wanted, deskContact };
  });
};

/** The logo, already made anew; null takes it away. */
export const writeLogo = (
  trx: Trx,
  of: By & { readonly logo: Extract<CleanPng, { ok: true }> | null },
): Promise<AdminOutcome<null>> =>
  change(trx, of, async () => {
    const { logo } = of;
    const hash = logo && createHash('sha256').update(logo.png).digest();
    await put(trx, of, {
      logo: logo?.png ?? null,
      logo_hash: hash,
      logo_width: logo?.width ?? null,
      logo_height: logo?.height ?? null,
    });
    return { logo: hash?.toString('hex') ?? null };
  });

/** The other locations of the brand take over colour, card and logo; where guests write to stays each location's own. */
export const spreadBranding = async (
  trx: Trx,
  of: { brandId: string; fromLocationId: string; now: Date; actor: Actor },
): Promise<AdminOutcome<{ locations: number }>> => {
  const { brandId, fromLocationId, now, actor } = of;
  const locations = await trx
    .selectFrom('location')
    .select('id')
    .where('brand_id', '=', brandId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  if (!locations.some(({ id }) => id === fromLocationId)) return notFound;
  const from = await trx
    .selectFrom('branding')
    .select(['colour', 'card_look', 'logo', 'logo_hash', 'logo_width', 'logo_height', 'logo_on_plate'])
    .where('location_id', '=', fromLocationId)
    .executeTakeFirst();
  const row = from ?? {
    ...{ colour: null, card_look: 'deep' as const, logo: null, logo_hash: null },
    ...{ logo_width: null, logo_height: null, logo_on_plate: true },
  };
  const others = locations.filter(({ id }) => id !== fromLocationId);
  for (const { id: locationId } of others) {
    await change(trx, { locationId, now, actor }, async () => {
      await put(trx, { locationId, now }, row);
      return { takenOverFrom: fromLocationId };
    });
  }
  return done({ locations: others.length });
};

/** The bytes of a logo, whichever location it is of. */
export const readLogo = async (db: Db | Trx, hash: string): Promise<Buffer | undefined> => {
  const row = await db
    .selectFrom('branding')
    .select('logo')
    .where('logo_hash', '=', Buffer.from(hash, 'hex'))
    .limit(1)
    .executeTakeFirst();
  return row?.logo ?? undefined;
};

type Changes = Omit<Updateable<BrandingTable>, 'location_id' | 'version' | 'changed_at'>;

const put = async (trx: Trx, of: { locationId: string; now: Date }, changes: Changes): Promise<void> => {
  const row = { ...changes, changed_at: of.now };
  await trx
    .insertInto('branding')
    .values({ location_id: of.locationId, ...row })
    .onConflict((oc) =>
      oc.column('location_id').doUpdateSet((eb) => ({ ...row, version: eb('branding.version', '+', 1) })),
    )
    .execute();
};

const change = async (
  trx: Trx,
  of: By,
  write: () => Promise<Readonly<Record<string, unknown>>>,
): Promise<AdminOutcome<null>> => {
  const { locationId, now, actor } = of;
  // Two first writers: the second waits for the first.
  await trx.selectFrom('location').select('id').where('id', '=', locationId).forNoKeyUpdate().executeTakeFirst();
  const { version: _version, ...before } = await readBranding(trx, locationId);
  const after = await write();
  await writeAudit(trx, {
    ...{ locationId, at: now, actor, before, after },
    action: 'branding.changed',
    subject: { kind: 'location', id: locationId },
  });
  await notifyLive(trx, { topic: 'change', locationId, kind: 'location', id: locationId, bookingId: null });
  return done(null);
};

const contactFault = ({ kind, value }: DeskContact): string | null => {
  switch (kind) {
    case 'sms':
      return /^\+?[\d\s()/.-]{5,30}$/.test(value) ? null : 'must be a phone number';
    case 'email':
      return isEmailAddress(value) ? null : 'must be an e-mail address';
    case 'web':
      return URL.canParse(value) && new URL(value).protocol === 'https:' ? null : 'must be an https address';
  }
};
