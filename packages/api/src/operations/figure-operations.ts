// Figures of a location, and of a brand's locations side by side.
import { Type } from 'typebox';
import * as figures from '../figures.ts';
import { Id } from '../scalars.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const figureOperations = {
  getLocationFigures: {
    tag: 'Operations',
    summary: 'Keys issued, stays on mobile keys, openings, refusals over the last days',
    caller: 'staff',
    action: 'door_log.read',
    params: atLocation,
    query: figures.FiguresQuery,
    success: [200, figures.LocationFigures],
  },
  getBrandFigures: {
    tag: 'Operations',
    summary: 'The same of each location of a brand, side by side, with what needs a look there',
    caller: 'staff',
    action: 'brand.read',
    params: Type.Object({ brandId: Id }),
    query: figures.FiguresQuery,
    success: [200, figures.BrandFigures],
  },
} as const satisfies OperationTable;
