// How a hotel looks and is reached in the Guest App: what administrators choose, and what phones and preview make of it.
import { CARD_LOOKS } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id } from './scalars.ts';

export {
  adjustedSchemes,
  CARD_LOOKS,
  type CardLook,
  HOUSE_COLOUR,
  HOUSE_COLOURS,
  type HotelColours,
  hotelColours,
} from '@nightlatch/domain';

const closed = { additionalProperties: false } as const;
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$', description: '#rrggbb, lower case' });

/** Largest logo as it is sent, in bytes. */
export const MOST_LOGO_BYTES = 262_144;
/** Longest side of a logo, in pixels: three times what a phone shows. */
export const LONGEST_LOGO_SIDE = 1024;

/** Where guests write to the desk. `sms`: a phone number · `email`: an address · `web`: an https address, of a chat for instance. */
export const DeskContact = Type.Object(
  {
    kind: Type.Enum(['sms', 'email', 'web']),
    value: Type.String({ minLength: 3, maxLength: 300 }),
  },
  { $id: 'DeskContact', additionalProperties: false },
);
export type DeskContact = Type.Static<typeof DeskContact>;

const BrandingFields = {
  colour: nullable(Type.String({ ...Colour, description: 'The hotel’s colour; null: the Guest App’s own' })),
  cardLook: Type.Enum([...CARD_LOOKS]),
  logoOnPlate: Type.Boolean({ description: 'The logo stands on a white plate: for logos in dark ink' }),
  deskContact: nullable(DeskContact),
};

/** A logo's address is its content’s: another logo is another address, and each may be kept for ever. */
export const Logo = Type.Object(
  {
    path: Type.String({ description: 'On this server; public, image/png' }),
    width: Type.Integer(),
    height: Type.Integer(),
  },
  { $id: 'Logo' },
);
export type Logo = Type.Static<typeof Logo>;

export const Branding = Type.Object(
  {
    ...BrandingFields,
    logo: nullable(Logo),
    version: Type.Integer({ description: 'Also the ETag of getBranding; for If-Match of putBranding' }),
  },
  { $id: 'Branding' },
);
export type Branding = Type.Static<typeof Branding>;
export const PutBranding = Type.Object(BrandingFields, closed);
export type PutBranding = Type.Static<typeof PutBranding>;

const SchemeColours = Type.Object({
  accent: Colour,
  onAccent: Colour,
  cardFrom: Colour,
  cardTo: Colour,
  cardInk: Colour,
  cardMuted: Colour,
  cardLine: Colour,
  onCardLine: Colour,
});

/** What a phone shows of a hotel, colours worked out: it does no sums of its own. */
export const HotelLook = Type.Object(
  {
    colours: nullable(
      Type.Object({
        light: SchemeColours,
        dark: SchemeColours,
        night: Type.Object({ cardFrom: Colour, cardTo: Colour }),
      }),
    ),
    logo: nullable(Logo),
    logoOnPlate: Type.Boolean(),
  },
  { $id: 'HotelLook' },
);
export type HotelLook = Type.Static<typeof HotelLook>;

/** For brands: which of its locations the others take the branding of. */
export const SpreadBranding = Type.Object({ fromLocationId: Id }, closed);
export const SpreadBrandingResult = Type.Object({ locations: Type.Integer({ description: 'How many took it over' }) });
