// Redeems the one-time link: this phone becomes a device of the guest.
import { ApiProblem, ApiUnreachable, type Client, type GuestSession } from '@nightlatch/api';
import { type EnrolRequest, type Phone, PhoneError } from '@nightlatch/phone';
import type { LinkProblem } from '../state.ts';

/** Door keys made ahead, so that the first keys arrive in one push (docs/protocol §7.1: one per key and occupancy). */
const SPARE_DOOR_KEYS = 4;

/** What could go wrong is a value; a refused link is no accident. */
export type RedeemResult =
  | { readonly ok: true; readonly session: GuestSession }
  | { readonly ok: false; readonly problem: LinkProblem | 'device_removed' };

/** One link's redeeming. It keeps its body and idempotency key, so that a repeat after a lost answer is the same command. */
export function createRedeemer(parts: {
  readonly client: Client;
  readonly phone: Phone;
  readonly secret: string;
  readonly deviceName: string;
}): () => Promise<RedeemResult> {
  const idempotencyKey = crypto.randomUUID();
  let body: EnrolRequest | undefined;
  return async () => {
    try {
      body ??= await parts.phone.prepareEnrolment({
        secret: parts.secret,
        deviceName: parts.deviceName,
        spareDoorKeys: SPARE_DOOR_KEYS,
      });
    } catch {
      return { ok: false, problem: 'browser_blocks_keys' };
    }
    try {
      const session = await parts.client.call('enrol', { body, idempotencyKey });
      await parts.phone.enrolled(session.deviceId, body);
      return { ok: true, session };
    } catch (error) {
      if (error instanceof PhoneError) return { ok: false, problem: 'browser_blocks_keys' }; // its storage was thrown away meanwhile
      return { ok: false, problem: linkProblemOf(error) };
    }
  };
}

/** What a refusal means to the guest. Rethrows what is no answer of the server's. */
export function linkProblemOf(error: unknown): LinkProblem | 'device_removed' {
  if (error instanceof ApiUnreachable) return 'offline';
  if (!(error instanceof ApiProblem)) throw error;
  switch (error.problem.code) {
    case 'link_used':
    case 'link_expired':
    case 'too_many_requests':
    case 'too_many_companions':
    case 'own_invitation':
    case 'device_removed':
      return error.problem.code;
    case 'not_found':
    case 'invalid_request':
      return 'link_unknown';
    default:
      return 'server_trouble';
  }
}
