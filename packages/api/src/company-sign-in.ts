// Company accounts (single sign-on by OpenID Connect): how a location or a brand sets one up, and how staff sign in with it.
import { Type } from 'typebox';
import { Id, Instant } from './scalars.ts';
import { Me } from './staff.ts';

const closed = { additionalProperties: false };

/** Why a company's sign-in did not work, as a test of it shows. */
export const PROVIDER_PROBLEMS = [
  'address_not_allowed',
  'unreachable',
  'not_a_provider',
  'wrong_client',
  'refused',
  'email_unverified',
] as const;
export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number];

/** `off` nobody · `offered` beside the other ways · `required`: staff by it only, administrators also by two factors of their own. */
export const SIGN_IN_PROVIDER_USES = ['off', 'offered', 'required'] as const;
export type SignInProviderUse = (typeof SIGN_IN_PROVIDER_USES)[number];

export const SignInProvider = Type.Object(
  {
    name: Type.String(),
    issuer: Type.String(),
    clientId: Type.String(),
    secondFactor: Type.Boolean({
      description: 'The provider asks everybody for a second factor: each of its sessions counts as two factors',
    }),
    use: Type.Enum([...SIGN_IN_PROVIDER_USES]),
    testedAt: Type.Union([Instant, Type.Null()], {
      description: 'When somebody last came through whole, with these settings',
    }),
    lastProblem: Type.Union([Type.Enum([...PROVIDER_PROBLEMS]), Type.Null()]),
    link: Type.String({ description: 'Offers this company account on the sign-in page: for staff to open once' }),
  },
  { $id: 'SignInProvider' },
);
export type SignInProvider = Type.Static<typeof SignInProvider>;

export const SignInProviderState = Type.Object(
  {
    redirectUri: Type.String({ description: 'To be registered at the provider' }),
    provider: Type.Union([SignInProvider, Type.Null()]),
  },
  { $id: 'SignInProviderState' },
);
export type SignInProviderState = Type.Static<typeof SignInProviderState>;

export const PutSignInProvider = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 60,
      pattern: '\\S',
      description: 'As staff know it: “Sign in with …”',
    }),
    issuer: Type.String({ minLength: 8, maxLength: 500, description: 'As the provider’s own description says it' }),
    clientId: Type.String({ minLength: 1, maxLength: 300 }),
    clientSecret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Sealed, and never told again. Without: the one that is kept',
      }),
    ),
    secondFactor: Type.Boolean(),
    use: Type.Enum([...SIGN_IN_PROVIDER_USES], {
      description: 'Beyond `off` only once a test went well, with this issuer and client',
    }),
  },
  closed,
);

export const StartedCompanySignIn = Type.Object(
  { url: Type.String({ description: 'The provider’s page, for the browser that asked' }) },
  { $id: 'StartedCompanySignIn' },
);

/** What the sign-in page offers. */
export const CompanySignInList = Type.Object({
  items: Type.Array(Type.Object({ id: Id, name: Type.String() }, { $id: 'CompanySignIn' })),
});
export const CompanySignInQuery = Type.Object({ providerId: Type.Optional(Id) });
export const StartCompanySignIn = Type.Object({ providerId: Id }, closed);
export const FinishCompanySignIn = Type.Object(
  { answer: Type.String({ maxLength: 8000, description: 'The query that the provider sent the browser back with' }) },
  closed,
);

export const FinishedCompanySignIn = Type.Object(
  {
    providerId: Id,
    me: Type.Union([Me, Type.Null()], { description: 'Who is signed in; null after a test' }),
    test: Type.Union(
      [
        Type.Object({
          email: Type.String({ description: 'Whom the provider has shown' }),
          matches: Type.Boolean({ description: 'Somebody who works there signs in by this e-mail' }),
          secondFactor: Type.Boolean({ description: 'The provider says that it asked for a second factor this time' }),
        }),
        Type.Null(),
      ],
      { description: 'What a test has shown; null after a sign-in' },
    ),
  },
  { $id: 'FinishedCompanySignIn' },
);
export type FinishedCompanySignIn = Type.Static<typeof FinishedCompanySignIn>;
