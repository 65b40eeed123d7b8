// Branding of the Guest App: read and chosen at the location, carried to the brand's other locations, logos given to anybody.
import { Type } from 'typebox';
import * as branding from '../branding.ts';
import { Id } from '../scalars.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const brandingOperations = {
  getBranding: {
    tag: 'Administration',
    summary: 'How the location looks in the Guest App, and where guests write to the desk',
    caller: 'staff',
    action: 'policies.manage',
    params: atLocation,
    success: [200, branding.Branding],
  },
  putBranding: {
    tag: 'Administration',
    summary: 'Choose colour, key card and contact; phones show it as they next read their wallet',
    caller: 'staff',
    action: 'policies.manage',
    params: atLocation,
    body: branding.PutBranding,
    success: [200, branding.Branding],
    idempotent: true,
    ifMatch: 'branding',
  },
  putLogo: {
    tag: 'Administration',
    summary:
      'Send the logo as the request’s body: PNG, at most 256 KiB and 1024 pixels a side; only its pixels are kept',
    caller: 'staff',
    action: 'policies.manage',
    params: atLocation,
    takes: ['image/png'],
    success: [200, branding.Branding],
    problems: ['too_large'],
    repeatable: 'the same pixels are the same logo',
  },
  deleteLogo: {
    tag: 'Administration',
    summary: 'Show the location without a logo',
    caller: 'staff',
    action: 'policies.manage',
    params: atLocation,
    success: [200, branding.Branding],
    repeatable: 'what is gone stays gone',
  },
  getLogo: {
    tag: 'Guest app',
    summary: 'A hotel’s logo, by the hash of its content: public, and the same for ever',
    caller: 'none',
    action: null,
    params: Type.Object({ logoHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    success: [200, null],
    gives: ['image/png'],
    problems: ['not_found'],
  },
  spreadBranding: {
    tag: 'Administration',
    summary: 'Give every location of the brand the colour, key card and logo of one of them; contacts stay their own',
    caller: 'staff',
    action: 'brand.manage',
    params: Type.Object({ brandId: Id }),
    body: branding.SpreadBranding,
    success: [200, branding.SpreadBrandingResult],
    idempotent: true,
  },
} as const satisfies OperationTable;
