// Errors as the API tells them: RFC 9457 problem details with our codes.
import { CONDITION_CODES, VALIDITY_REFUSALS } from '@nightlatch/domain';
import { Type } from 'typebox';

/** Every `code` a problem can carry, with its HTTP status and title. The one table from code to HTTP. */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  second_factor_needed: { status: 401, title: 'Send the code of your authenticator app too' },
  second_factor_wrong: { status: 401, title: 'This code is not right, or was used already' },
  password_wrong: { status: 403, title: 'This is not your password' },
  second_factor_required: { status: 403, title: 'Sign in with a second factor to do this' },
  recent_sign_in_needed: { status: 403, title: 'Sign in again to do this' },
  own_sign_in_needed: { status: 403, title: 'Sign in with your own passkey or password to do this' },
  company_sign_in_required: { status: 403, title: 'Sign in with the company account to do this' },
  company_sign_in_off: { status: 409, title: 'Nobody signs in with this company account now' },
  company_sign_in_lapsed: { status: 401, title: 'This sign-in was begun elsewhere, used already or took too long' },
  company_sign_in_refused: { status: 401, title: 'The company’s sign-in was not taken' },
  company_email_unverified: { status: 403, title: 'The company’s sign-in vouches for no e-mail address' },
  company_account_unknown: { status: 403, title: 'Nobody works here under this company account' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable_media: { status: 415, title: 'Send JSON' },
  too_large: { status: 413, title: 'The request is too large' },
  conflict: { status: 409, title: 'The state does not allow this' },
  conditions_unmet: { status: 409, title: 'The key can not be issued yet' },
  already_issued: { status: 409, title: 'The guest already has this key' },
  key_ended: { status: 409, title: 'The key has ended' },
  key_waiting: { status: 409, title: 'The key is not issued yet' },
  key_suspended: { status: 409, title: 'The key is suspended already' },
  key_not_suspended: { status: 409, title: 'The key is not suspended' },
  parent_suspended: { status: 409, title: 'The key stands still with its primary key' },
  key_replaced: { status: 409, title: 'The key is being replaced by a newer one' },
  key_not_shareable: { status: 409, title: 'This key can not be shared now' },
  too_many_companions: { status: 409, title: 'No more companions can have a key' },
  beyond_own_key: { status: 422, title: 'You can not share more than you have' },
  own_invitation: { status: 409, title: 'This phone has this key already' },
  validity_not_allowed: { status: 422, title: 'This validity is not allowed' },
  too_many_openings: { status: 422, title: 'A door opens and closes too often within one lease' },
  unknown_placeholder: { status: 422, title: 'This placeholder can not stand here' },
  link_missing: { status: 422, title: 'The SMS must hold the link' },
  link_used: { status: 410, title: 'This link was already used' },
  link_expired: { status: 410, title: 'This link has expired' },
  device_removed: { status: 401, title: 'This phone is no longer enrolled' },
  lock_already_commissioned: { status: 409, title: 'This door already has a lock' },
  last_administrator: { status: 409, title: 'Somebody must remain administrator' },
  idempotency_mismatch: { status: 422, title: 'This idempotency key was used for another request' },
  idempotency_in_progress: { status: 409, title: 'The same request is being worked on' },
  precondition_failed: { status: 412, title: 'Someone changed it meanwhile' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  vendor_unavailable: { status: 502, title: 'The connected system does not answer' },
  not_ready: { status: 503, title: 'Starting or stopping' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
} as const;

/** A problem's code. */
export type ProblemCode = keyof typeof PROBLEMS;

export const ProblemCodes = Object.keys(PROBLEMS) as ProblemCode[]; // Object.keys forgets literal types

export const UnmetCondition = Type.Object(
  {
    code: Type.Enum([...CONDITION_CODES]),
    message: Type.String({ description: 'One sentence for staff, in English' }),
  },
  { $id: 'UnmetCondition' },
);

/** RFC 9457 problem details; media type application/problem+json. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'URI reference of the problem’s page: /docs/problems#<code>' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(ProblemCodes),
    detail: Type.Optional(Type.String({ description: 'What happened and what to do' })),
    reason: Type.Optional(
      Type.Enum([...VALIDITY_REFUSALS], { description: 'validity_not_allowed: which rule refused it' }),
    ),
    limit: Type.Optional(Type.String({ format: 'date-time', description: 'validity_not_allowed: what it allows' })),
    requestId: Type.Optional(Type.String()),
    unmet: Type.Optional(Type.Array(UnmetCondition)),
    fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { $id: 'Problem' },
);
export type Problem = Type.Static<typeof Problem>;
export type UnmetCondition = Type.Static<typeof UnmetCondition>;
