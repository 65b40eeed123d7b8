// Who is signed in, and what the demo offers.
import { MESSAGE_LANGUAGES, ROLES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Bytes, Id, Instant } from './scalars.ts';

/** How a session was signed in. A passkey asks for the device and for its person's finger, face or PIN. */
export const SIGNED_IN_BY = [
  'password',
  'password_and_code',
  'password_and_recovery_code',
  'passkey',
  'company_account',
  'company_account_with_second_factor',
] as const;
export type SignedInBy = (typeof SIGNED_IN_BY)[number];

/** Whether that was two factors. */
export const isTwoFactors = (by: SignedInBy): boolean => by !== 'password' && by !== 'company_account';

export const Me = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    roles: Type.Array(
      Type.Object({
        locationId: Id,
        locationName: Type.String(),
        role: Type.Enum([...ROLES]),
        secondFactorMissing: Type.Boolean({
          description: 'The location asks for a second factor, and this session was signed in without',
        }),
        companySignInMissing: Type.Boolean({
          description: 'The location lets you in by its company account only, and this session was signed in otherwise',
        }),
      }),
    ),
    signedInBy: Type.Enum([...SIGNED_IN_BY]),
    passkeys: Type.Integer({ description: 'How many passkeys you have' }),
    hasPassword: Type.Boolean({ description: 'You may sign in with a password' }),
    secondFactor: Type.Boolean({ description: 'An authenticator app is asked for after your password' }),
    companyAccount: Type.Union([Type.String(), Type.Null()], {
      description: 'The company account that this session was signed in with, by its name',
    }),
    companyAccounts: Type.Array(Type.String(), {
      description: 'Company accounts that sign you in, by name; of a session that one opened, that one',
    }),
  },
  { $id: 'Me' },
);
export type Me = Type.Static<typeof Me>;

export const SignIn = Type.Object({
  email: Type.String({ maxLength: 320 }),
  password: Type.String({ maxLength: 200 }),
  code: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'Of the authenticator app, or a recovery code: after `second_factor_needed`',
    }),
  ),
});

/** A password that somebody chooses. */
export const NewPassword = Type.String({ minLength: 12, maxLength: 200 });
export const ChangePassword = Type.Object(
  {
    currentPassword: Type.Optional(
      Type.String({ maxLength: 200, description: 'Not needed within ten minutes of a sign-in with a passkey' }),
    ),
    newPassword: NewPassword,
  },
  { additionalProperties: false },
);
export const ForgetPassword = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 320 }),
    language: Type.Optional(Type.Enum([...MESSAGE_LANGUAGES], { description: 'Of the e-mail' })),
  },
  { additionalProperties: false },
);
export const ResetPassword = Type.Object(
  {
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }),
    newPassword: NewPassword,
  },
  { additionalProperties: false },
);

export const SecondFactor = Type.Object(
  {
    since: Type.Union([Instant, Type.Null()], { description: 'null: there is none' }),
    recoveryCodesLeft: Type.Integer(),
  },
  { $id: 'SecondFactor' },
);
export type SecondFactor = Type.Static<typeof SecondFactor>;
export const SecondFactorSecret = Type.Object(
  {
    secret: Type.String({ description: 'Base32, for apps that take it typed' }),
    uri: Type.String({ description: 'otpauth:, for a QR code' }),
  },
  { $id: 'SecondFactorSecret' },
);
export type SecondFactorSecret = Type.Static<typeof SecondFactorSecret>;
export const ConfirmSecondFactor = Type.Object(
  { code: Type.String({ minLength: 6, maxLength: 20 }) },
  { additionalProperties: false },
);
export const RecoveryCodes = Type.Object(
  { recoveryCodes: Type.Array(Type.String(), { description: 'Each signs in once instead of a code; told only here' }) },
  { $id: 'RecoveryCodes' },
);
export type RecoveryCodes = Type.Static<typeof RecoveryCodes>;
export const SetSignInPolicy = Type.Object({ secondFactorRequired: Type.Boolean() }, { additionalProperties: false });
export const BrandSignInPolicy = Type.Object({ secondFactorRequired: Type.Boolean() }, { $id: 'BrandSignInPolicy' });
export const SignInPolicy = Type.Object(
  {
    secondFactorRequired: Type.Boolean(),
    requiredByBrand: Type.Boolean({ description: 'The brand asks for it at all its locations, whatever is set here' }),
  },
  { $id: 'SignInPolicy' },
);
export type SignInPolicy = Type.Static<typeof SignInPolicy>;

const closed = { additionalProperties: false };
/** A credential's id: up to 1023 bytes by the standard. */
const CredentialId = Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 1364 });

/** What `navigator.credentials.get` needs (WebAuthn, PublicKeyCredentialRequestOptionsJSON). */
export const PasskeyRequest = Type.Object(
  {
    challenge: Type.String(),
    rpId: Type.String(),
    timeout: Type.Integer({ description: 'Milliseconds' }),
    userVerification: Type.Enum(['required']),
  },
  { $id: 'PasskeyRequest' },
);
export type PasskeyRequest = Type.Static<typeof PasskeyRequest>;

/** What `navigator.credentials.create` needs (WebAuthn, PublicKeyCredentialCreationOptionsJSON). */
export const PasskeyCreation = Type.Object(
  {
    challenge: Type.String(),
    rp: Type.Object({ id: Type.String(), name: Type.String() }),
    user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
    pubKeyCredParams: Type.Array(Type.Object({ alg: Type.Integer(), type: Type.Enum(['public-key']) })),
    timeout: Type.Integer({ description: 'Milliseconds' }),
    attestation: Type.Enum(['none']),
    authenticatorSelection: Type.Object({
      residentKey: Type.Enum(['required']),
      requireResidentKey: Type.Boolean(),
      userVerification: Type.Enum(['required']),
    }),
    excludeCredentials: Type.Array(
      Type.Object({
        id: Type.String(),
        type: Type.Enum(['public-key']),
        transports: Type.Optional(Type.Array(Type.String())),
      }),
    ),
  },
  { $id: 'PasskeyCreation' },
);
export type PasskeyCreation = Type.Static<typeof PasskeyCreation>;

/** The browser's answer when it used a passkey (AuthenticationResponseJSON); what it sends beyond these is not read. */
export const PasskeyProof = Type.Object(
  {
    id: CredentialId,
    response: Type.Object({
      clientDataJSON: Bytes(8192),
      authenticatorData: Bytes(8192),
      signature: Bytes(8192),
      userHandle: Type.Optional(Bytes(128)),
    }),
  },
  { $id: 'PasskeyProof' },
);
export type PasskeyProof = Type.Static<typeof PasskeyProof>;

/** The browser's answer when it made a passkey (RegistrationResponseJSON); what it sends beyond these is not read. */
export const PasskeyAnswer = Type.Object(
  {
    id: CredentialId,
    response: Type.Object({
      clientDataJSON: Bytes(8192),
      attestationObject: Bytes(32_768),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 40, pattern: '^[a-z0-9-]+$' }), { maxItems: 8 })),
    }),
  },
  { $id: 'PasskeyAnswer' },
);
export type PasskeyAnswer = Type.Static<typeof PasskeyAnswer>;

const PasskeyName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: 'What you call the device',
});

export const Passkey = Type.Object(
  {
    id: Id,
    name: Type.String(),
    backedUp: Type.Boolean({
      description: 'Kept by a password manager or cloud account, so that it outlives the device',
    }),
    createdAt: Instant,
    lastUsedAt: Type.Union([Instant, Type.Null()]),
  },
  { $id: 'Passkey' },
);
export type Passkey = Type.Static<typeof Passkey>;
export const PasskeyList = Type.Object({ items: Type.Array(Passkey) });
export const SignInWithPasskey = Type.Object({ passkey: PasskeyProof }, closed);
export const AddPasskey = Type.Object({ name: PasskeyName, passkey: PasskeyAnswer }, closed);
export const RenamePasskey = Type.Object({ name: PasskeyName }, closed);

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
