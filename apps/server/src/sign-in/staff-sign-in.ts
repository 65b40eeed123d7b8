// Staff sessions by better-auth: who is behind a cookie.
import type { FastifyRequest } from 'fastify';
import type { ServerParts } from '../server-parts.ts';

export type SignedInStaff = { readonly staffId: string; readonly name: string; readonly email: string };

/** The staff member of the request's session cookie, or null. */
export async function readStaffSession(_parts: ServerParts, _request: FastifyRequest): Promise<SignedInStaff | null> {
  return null;
}
