// The one error that handlers throw: a code of the table PROBLEMS, answered as RFC 9457 problem details.
import { PROBLEMS, type Problem, type ProblemCode } from '@nightlatch/api';
import { CONDITION_SENTENCES, type ConditionCode, type ValidityRefusal } from '@nightlatch/domain';

export type ProblemExtras = {
  /** What happened and what to do, one sentence; no secret, no personal data, no inner text. */
  readonly detail?: string;
  /** Goes into the header Retry-After. */
  readonly retryAfterSeconds?: number;
  /** Which rule refused a validity, and what it allows. */
  readonly refused?: { readonly reason: ValidityRefusal; readonly limit: Date };
  readonly unmet?: readonly ConditionCode[];
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};

/** Thrown by operations for every refusal; a command's transaction is rolled back first. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;
  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.detail ?? PROBLEMS[code].title);
    this.code = code;
    this.extras = extras;
  }
}

/** The problem's body. */
export function problemBody(code: ProblemCode, extras: ProblemExtras = {}, requestId?: string): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `/docs/problems#${code}`,
    title,
    status,
    code,
    ...(extras.detail === undefined ? {} : { detail: extras.detail }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(extras.refused === undefined
      ? {}
      : { reason: extras.refused.reason, limit: extras.refused.limit.toISOString() }),
    ...(extras.unmet === undefined ? {} : { unmet: extras.unmet.map(unmetCondition) }),
    ...(extras.fields === undefined ? {} : { fields: extras.fields.map((field) => ({ ...field })) }),
  };
}

/** A condition as the API tells it: its code and staff's sentence. */
export function unmetCondition(code: ConditionCode): { code: ConditionCode; message: string } {
  const { title, todo } = CONDITION_SENTENCES[code].staff;
  return { code, message: `${title}. ${todo}`.trim() };
}
