// The wire to a company's own sign-in (OpenID Connect): authorisation code with PKCE, state and nonce, by openid-client, through the guarded fetch.
import { createHmac } from 'node:crypto';
import type { ProviderProblem } from '@nightlatch/api';
import * as oidc from 'openid-client';
import { ForbiddenAddressError } from '../outside/guard-address.ts';

export type ProviderAccess = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends people back to; registered there. */
  readonly redirectUri: string;
  /** Refuses inner addresses and what is not encrypted, whichever endpoint the provider names. */
  readonly fetch: typeof globalThis.fetch;
};

/** Whom a provider has shown. */
export type ShownPerson = {
  readonly subject: string;
  /** In lower case; null where the provider tells none, or does not vouch for it. */
  readonly verifiedEmail: string | null;
  /** The ID token says that more than one factor was asked for (RFC 8176, `mfa`). */
  readonly twoFactors: boolean;
};

export type ProviderOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ProviderProblem };

const TIME_LIMIT_SECONDS = 10;
const MOST_BYTES = 1_000_000;

class TooLongAnswerError extends Error {
  override readonly name = 'TooLongAnswerError';
  readonly code = 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

/** Everything that one sign-in must be recognised by hangs on the secret that its browser holds; nothing of it is kept here. */
const derived = (secret: string, what: 'state' | 'nonce' | 'verifier'): string =>
  createHmac('sha256', secret).update(`nightlatch provider sign-in ${what}`).digest('base64url');

/** The address at the provider where the person goes. */
export const startAtProvider = (access: ProviderAccess, secret: string): Promise<ProviderOutcome<string>> =>
  attempt('not_a_provider', async () => {
    const config = await discover(access);
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: access.redirectUri,
      scope: 'openid email',
      code_challenge: await oidc.calculatePKCECodeChallenge(derived(secret, 'verifier')),
      code_challenge_method: 'S256',
      state: derived(secret, 'state'),
      nonce: derived(secret, 'nonce'),
    });
    // The browser goes there: never to something that runs in our page.
    if (!['https:', new URL(access.issuer).protocol].includes(url.protocol)) throw new TypeError('not a web address');
    return url.href;
  });

/** Redeems what the provider sent the browser back with (`answer`: its query). */
export const finishAtProvider = (
  access: ProviderAccess,
  of: { secret: string; answer: string },
): Promise<ProviderOutcome<ShownPerson>> =>
  attempt('refused', async () => {
    const back = new URL(access.redirectUri);
    back.search = of.answer;
    const config = await discover(access);
    const tokens = await oidc.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: derived(of.secret, 'verifier'),
      expectedState: derived(of.secret, 'state'),
      expectedNonce: derived(of.secret, 'nonce'),
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError('no ID token');
    const { sub: subject } = claims;
    const twoFactors = Array.isArray(claims.amr) && claims.amr.includes('mfa');
    const inToken = verifiedEmailOf(claims);
    if (inToken !== null || claims.email !== undefined || config.serverMetadata().userinfo_endpoint === undefined)
      return { subject, verifiedEmail: inToken, twoFactors };
    const more = await oidc.fetchUserInfo(config, tokens.access_token, subject);
    return { subject, verifiedEmail: verifiedEmailOf(more), twoFactors };
  });

function discover(access: ProviderAccess): Promise<oidc.Configuration> {
  const { clientId, clientSecret, fetch } = access;
  return oidc.discovery(new URL(access.issuer), clientId, {}, authenticating(clientSecret), {
    [oidc.customFetch]: async (url, { method, headers, body, signal }) =>
      bounded(
        await fetch(url, { method, headers, ...(body ? { body: String(body) } : {}), ...(signal ? { signal } : {}) }),
      ),
    timeout: TIME_LIMIT_SECONDS,
    execute: [
      // Whether plain HTTP is fine somewhere is the guarded fetch's business: only where the operator allows the address.
      oidc.allowInsecureRequests,
      // The ID token's signature too, not the connection alone.
      oidc.enableNonRepudiationChecks,
    ],
  });
}

/** The answer whole, unless it is longer than any that a provider has reason to give. */
async function bounded(response: Response): Promise<Response> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > MOST_BYTES) throw new TooLongAnswerError('The provider’s answer is too long.');
    pieces.push(piece);
  }
  const { status, headers } = response;
  return new Response(response.body === null ? null : Buffer.concat(pieces), { status, headers });
}

/** As the provider asks: by header, which is what holds where it says nothing, or in the body. */
const authenticating =
  (secret: string): oidc.ClientAuth =>
  (server, client, body, headers) => {
    const known = server.token_endpoint_auth_methods_supported;
    const byHeader = known === undefined || known.includes('client_secret_basic');
    (byHeader ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret))(server, client, body, headers);
  };

/** `xms_edov` is how Microsoft Entra ID says that the owner of the e-mail's domain is proven. */
function verifiedEmailOf(claims: { readonly [claim: string]: unknown }): string | null {
  const { email, email_verified: verified, xms_edov: ownedDomain } = claims;
  if (typeof email !== 'string' || email === '') return null;
  if (verified === false) return null;
  const vouched = verified === true || verified === 'true' || [true, 1, '1', 'true'].some((yes) => yes === ownedDomain);
  return vouched ? email.trim().toLowerCase() : null;
}

async function attempt<T>(otherwise: ProviderProblem, work: () => Promise<T>): Promise<ProviderOutcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, code: problemOf(error, otherwise) };
  }
}

const UNKNOWN_CLIENT = ['invalid_client', 'unauthorized_client'];
/** What the library calls an answer that is no answer of a provider. */
const NO_PROVIDER = ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'];

/** Errors come wrapped: the innermost cause that says something counts. */
function problemOf(error: unknown, otherwise: ProviderProblem): ProviderProblem {
  if (!(error instanceof Error)) return otherwise;
  if (error instanceof ForbiddenAddressError)
    return error.code === 'unknown_host' ? 'unreachable' : 'address_not_allowed';
  // A challenge is how a token endpoint refuses a client that came with a header.
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'wrong_client';
  if (error instanceof oidc.ResponseBodyError) return UNKNOWN_CLIENT.includes(error.error) ? 'wrong_client' : otherwise;
  if (error.cause instanceof Error) {
    const within = problemOf(error.cause, otherwise);
    if (within !== otherwise) return within;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^E[A-Z_]+$/.test(code) || code === 'OAUTH_TIMEOUT' || ['TimeoutError', 'AbortError'].includes(error.name))
    return 'unreachable';
  return NO_PROVIDER.includes(code) ? 'not_a_provider' : otherwise;
}
