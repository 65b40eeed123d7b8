// Who is signed in, and what the demo offers.
import { ROLES } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Bytes, Id, Instant } from './scalars.ts';

/** How a session was signed in. A passkey asks for the device and for its person's finger, face or PIN. */
export const SIGNED_IN_BY = ['password', 'passkey'] as const;
export type SignedInBy = (typeof SIGNED_IN_BY)[number];

export const Me = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    roles: Type.Array(Type.Object({ locationId: Id, locationName: Type.String(), role: Type.Enum([...ROLES]) })),
    signedInBy: Type.Enum([...SIGNED_IN_BY]),
    passkeys: Type.Integer({ description: 'How many passkeys you have' }),
  },
  { $id: 'Me' },
);
export type Me = Type.Static<typeof Me>;

export const SignIn = Type.Object({
  email: Type.String({ maxLength: 320 }),
  password: Type.String({ maxLength: 200 }),
});

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
