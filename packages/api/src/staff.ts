// Who is signed in, and what the demo offers.
import { ROLES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id } from './scalars.ts';

export const Me = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    roles: Type.Array(Type.Object({ locationId: Id, locationName: Type.String(), role: Type.Enum([...ROLES]) })),
  },
  { $id: 'Me' },
);
export type Me = Type.Static<typeof Me>;

export const SignIn = Type.Object({
  email: Type.String({ maxLength: 320 }),
  password: Type.String({ maxLength: 200 }),
});

export const Demo = Type.Object(
  {
    locationId: Id,
    locationName: Type.String(),
    corridorUrl: Type.String(),
    pmsUrl: Type.String({ description: 'The stand-in PMS' }),
    signIns: Type.Array(
      Type.Object({ name: Type.String(), email: Type.String(), password: Type.String(), role: Type.Enum([...ROLES]) }),
    ),
  },
  { $id: 'Demo' },
);
export type Demo = Type.Static<typeof Demo>;
