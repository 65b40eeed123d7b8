// Staff sign-in by better-auth: passwords and sessions in our tables, seen from outside only through our own contract.
import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';
import type { Db, Trx } from '../db/schema.ts';
import { newId } from '../ids.ts';

/** A shift: after that, staff sign in again. */
const sessionSeconds = 12 * 3600;

export type SignedInStaff = { readonly staffId: string; readonly name: string; readonly email: string };

export type StaffSignIn = {
  /** Null when e-mail or password is wrong; takes the same work whether the e-mail exists or not. */
  signIn(options: {
    email: string;
    password: string;
    userAgent: string | undefined;
  }): Promise<{ staff: SignedInStaff; setCookies: string[] } | null>;
  /** Ends the session of the cookie; gives the cookies that clear it. */
  signOut(request: FastifyRequest): Promise<string[]>;
  /** Who is behind the request's session cookie; read from the database each time, so an ended session ends at once. */
  read(request: FastifyRequest): Promise<SignedInStaff | null>;
};

export type StaffSignInOptions = { readonly config: ServerConfig; readonly db: Db };

export function createStaffSignIn({ config, db }: StaffSignInOptions): StaffSignIn {
  const secure = config.publicUrl.startsWith('https:');
  const auth = betterAuth({
    appName: 'Nightlatch',
    baseURL: config.publicUrl,
    // Signs the cookie: whoever reads the table of sessions can't use what stands there.
    secret: Buffer.from(hkdfSync('sha256', config.masterKey, '', 'nightlatch staff session cookie', 32)).toString(
      'hex',
    ),
    database: { db, type: 'postgres' },
    user: { modelName: 'staff_user' },
    account: { modelName: 'staff_account' },
    verification: { modelName: 'staff_verification' },
    session: { modelName: 'staff_session', expiresIn: sessionSeconds, disableSessionRefresh: true },
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
    async signIn({ email, password, userAgent }) {
      const response = await auth.api.signInEmail({
        body: { email, password },
        params: {}, // the types of better-call ask for it, nothing reads it
        headers: new Headers(userAgent === undefined ? {} : { 'user-agent': userAgent.slice(0, 200) }),
        asResponse: true,
      });
      if (response.status === 401 || response.status === 400) return null;
      if (!response.ok) throw new Error(`sign-in answered ${response.status}`);
      const { user } = (await response.json()) as { user: { id: string; name: string; email: string } }; // better-auth's documented answer
      return {
        staff: { staffId: user.id, name: user.name, email: user.email },
        setCookies: response.headers.getSetCookie(),
      };
    },
    async signOut(request) {
      const response = await auth.api.signOut({ headers: cookieHeaders(request), asResponse: true });
      return response.headers.getSetCookie();
    },
    async read(request) {
      if (!request.headers.cookie) return null;
      const found = await auth.api.getSession({ headers: cookieHeaders(request) });
      if (found === null) return null;
      return { staffId: found.user.id, name: found.user.name, email: found.user.email };
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

/** Makes a staff member with a password, in the caller's transaction. The e-mail is kept in lower case, as sign-in looks for it. */
export async function createStaff(
  trx: Trx,
  options: { name: string; email: string; password: string; now: Date },
): Promise<{ staffId: string }> {
  const { name, now } = options;
  const staffId = newId();
  const email = options.email.toLowerCase();
  await trx
    .insertInto('staff_user')
    .values({ id: staffId, name, email, emailVerified: true, createdAt: now, updatedAt: now })
    .execute();
  await trx
    .insertInto('staff_account')
    .values({
      id: newId(),
      userId: staffId,
      accountId: staffId,
      providerId: 'credential',
      password: await hashPassword(options.password),
      createdAt: now,
      updatedAt: now,
    })
    .execute();
  return { staffId };
}
