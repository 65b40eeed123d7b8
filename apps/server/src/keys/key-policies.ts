// A location's policies in the words of the rules.
import type { Policies } from '@nightlatch/api';
import type { KeyPolicies } from '@nightlatch/domain';

/** The part of the location's policies that the key rules look at. */
export const keyPolicies = (policies: Policies): KeyPolicies => ({
  autoIssueAtCheckIn: policies.autoIssueAtCheckIn,
  afterMobileCheckIn: policies.autoIssueAfterMobileCheckIn,
  afterIdVerification: policies.autoIssueAfterIdVerification,
  requireIdVerification: policies.requireIdVerification,
  moveGraceMinutes: policies.moveGraceMinutes,
  leaseSeconds: policies.leaseSeconds,
  maxAfterCheckOutMinutes: policies.maxAfterCheckOutMinutes,
});
