// Staff sign-in by better-auth: passwords and sessions in our tables, seen from outside only through our own contract.
import { hkdfSync, randomBytes } from 'node:crypto';
import { SIGNED_IN_BY, type SignedInBy } from '@nightlatch/api';
import { betterAuth } from 'better-auth';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { serializeSignedCookie } from 'better-call';
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

/** A shift: after that, staff sign in again. */
const sessionSeconds = 12 * 3600;

/** Who is behind a session, and how and when it was opened. */
export type SignedInStaff = {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
  readonly signedInBy: SignedInBy;
  /** The company account that opened it: it reaches that company's places only (decision 95). */
  readonly providerId: string | null;
  /** UTC ms. */
  readonly signedInAt: number;
};

export type StaffSignIn = {
  /** The staff member whose e-mail and password these are, or null; takes the same work whether the e-mail exists or not. */
  whosePassword(options: { email: string; password: string }): Promise<{ staffId: string } | null>;
  /** Opens a session for somebody who has just proved who they are; gives the cookies that carry it. */
  open(
    trx: Trx,
    options: { staffId: string; by: SignedInBy; providerId: string | null; userAgent: string | undefined; now: Date },
  ): Promise<{ staff: SignedInStaff; setCookies: string[] }>;
  /** Notes that the session's person has shown a second factor since. */
  raise(trx: Trx, options: { sessionId: string; by: SignedInBy }): Promise<void>;
  /** Ends the session of the cookie; gives the cookies that clear it. */
  signOut(request: FastifyRequest): Promise<string[]>;
  /** Who is behind the request's session cookie; read from the database each time, so an ended session ends at once. */
  read(request: FastifyRequest): Promise<SignedInStaff | null>;
};

export type StaffSignInOptions = { readonly config: ServerConfig; readonly db: Db };

export function createStaffSignIn({ config, db }: StaffSignInOptions): StaffSignIn {
  const secure = config.publicUrl.startsWith('https:');
  // Signs the cookie: whoever reads the table of sessions can't use what stands there.
  const secret = Buffer.from(hkdfSync('sha256', config.masterKey, '', 'nightlatch staff session cookie', 32)).toString(
    'hex',
  );
  const auth = betterAuth({
    appName: 'Nightlatch',
    baseURL: config.publicUrl,
    secret,
    database: { db, type: 'postgres' },
    user: { modelName: 'staff_user' },
    account: { modelName: 'staff_account' },
    verification: { modelName: 'staff_verification' },
    session: {
      modelName: 'staff_session',
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      additionalFields: {
        signedInBy: { type: 'string', input: false },
        providerId: { type: 'string', input: false, required: false },
      },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    rateLimit: { enabled: false }, // http/rate-limits.ts
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'nightlatch',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
  });
  return {
    async whosePassword({ email, password }) {
      const account = await db
        .selectFrom('staff_user as u')
        .innerJoin('staff_account as a', 'a.userId', 'u.id')
        .select(['u.id', 'a.password'])
        .where('u.email', '=', email.trim().toLowerCase())
        .where('a.providerId', '=', 'credential')
        .executeTakeFirst();
      if (!account?.password) {
        await hashPassword(password);
        return null;
      }
      return (await verifyPassword({ hash: account.password, password })) ? { staffId: account.id } : null;
    },
    async open(trx, { staffId, by, providerId, userAgent, now }) {
      const id = newId();
      const token = randomBytes(32).toString('base64url');
      const { name, email } = await trx
        .selectFrom('staff_user')
        .select(['name', 'email'])
        .where('id', '=', staffId)
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('staff_session')
        .values({
          id,
          userId: staffId,
          token,
          signedInBy: by,
          providerId,
          userAgent: userAgent?.slice(0, 200) ?? '',
          createdAt: now,
          updatedAt: now,
          expiresAt: new Date(now.getTime() + sessionSeconds * 1000),
        })
        .execute();
      const { sessionToken } = (await auth.$context).authCookies;
      const cookie = await serializeSignedCookie(sessionToken.name, token, secret, {
        ...sessionToken.attributes,
        maxAge: sessionSeconds,
      });
      const staff = { staffId, name, email, sessionId: id, signedInBy: by, providerId, signedInAt: now.getTime() };
      return { staff, setCookies: [cookie] };
    },
    async raise(trx, { sessionId, by }) {
      await trx
        .updateTable('staff_session')
        .set({ signedInBy: by })
        .where('id', '=', sessionId)
        .where('signedInBy', '=', 'password')
        .execute();
    },
    async signOut(request) {
      const response = await auth.api.signOut({ headers: cookieHeaders(request), asResponse: true });
      return response.headers.getSetCookie();
    },
    async read(request) {
      if (!request.headers.cookie) return null;
      const found = await auth.api.getSession({ headers: cookieHeaders(request) });
      if (found === null) return null;
      const { user, session } = found;
      return {
        staffId: user.id,
        name: user.name,
        email: user.email,
        sessionId: session.id,
        signedInBy: SIGNED_IN_BY.find((one) => one === session.signedInBy) ?? 'password',
        providerId: session.providerId ?? null,
        signedInAt: session.createdAt.getTime(),
      };
    },
  };
}

function cookieHeaders(request: FastifyRequest): Headers {
  return new Headers(request.headers.cookie ? { cookie: request.headers.cookie } : {});
}

/** Whether this is the password of an account that exists. */
export async function passwordFits(trx: Trx, of: { staffId: string; password: string }): Promise<boolean> {
  const account = await trx
    .selectFrom('staff_account')
    .select('password')
    .where('userId', '=', of.staffId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return account?.password ? verifyPassword({ hash: account.password, password: of.password }) : false;
}

/** Gives somebody who has an account another password. */
export async function setPassword(trx: Trx, of: { staffId: string; password: string; now: Date }): Promise<void> {
  const { staffId, now } = of;
  const password = await hashPassword(of.password);
  const set = await trx
    .updateTable('staff_account')
    .set({ password, updatedAt: now })
    .where('userId', '=', staffId)
    .where('providerId', '=', 'credential')
    .returning('id')
    .executeTakeFirst();
  if (!set) await trx.insertInto('staff_account').values(accountOf({ staffId, password, now })).execute();
}

const accountOf = (of: { staffId: string; password: string; now: Date }) => ({
  id: newId(),
  userId: of.staffId,
  accountId: of.staffId,
  providerId: 'credential',
  password: of.password,
  createdAt: of.now,
  updatedAt: of.now,
});

/** Makes a staff member, in the caller's transaction; without a password they come in another way. The e-mail is kept in lower case, as sign-in looks for it. */
export async function createStaff(
  trx: Trx,
  options: { id?: string; name: string; email: string; password: string | null; now: Date },
): Promise<{ staffId: string }> {
  const { name, password, now } = options;
  const staffId = options.id ?? newId();
  const email = options.email.toLowerCase();
  await trx
    .insertInto('staff_user')
    .values({ id: staffId, name, email, emailVerified: true, createdAt: now, updatedAt: now })
    .execute();
  if (password !== null) {
    const hash = await hashPassword(password);
    await trx
      .insertInto('staff_account')
      .values(accountOf({ staffId, password: hash, now }))
      .execute();
  }
  return { staffId };
}
