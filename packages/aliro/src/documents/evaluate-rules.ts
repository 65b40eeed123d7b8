// The grant: reader rules, extensions, rules and schedules of an AccessData at one instant (docs/protocol §5.3).
import type { ReasonCode } from '../hotel/reason-codes.ts';
import { type AccessRule, CAPABILITY, type ParsedAccessData } from './access-data.ts';
import { type ScheduleState, scheduleState, type ZoneStep } from './schedule.ts';

/** The answer to "does this element grant it". A refusal carries status 0025 and its reason. */
export type Grant =
  | { readonly granted: true /** A granting rule also has the extended bit. */; readonly extended: boolean }
  | {
      readonly granted: false;
      readonly status: '0025';
      readonly reason: Extract<ReasonCode, '0203' | '0204' | '0205'>;
    };

function refused(reason: '0203' | '0204' | '0205'): Grant {
  return { granted: false, status: '0025', reason };
}

function grants(rule: AccessRule, states: readonly ScheduleState[]): boolean {
  const among = (mask: number, wanted: (state: ScheduleState) => boolean): boolean =>
    states.some((state, bit) => ((mask >>> bit) & 1) === 1 && wanted(state));
  const allowed = rule.allow === 0 || among(rule.allow, (state) => state === 'active');
  const denied = among(rule.deny, (state) => state !== 'inactive');
  return allowed && !denied;
}

/**
 * Evaluates reader rules and critical extensions (0205), then rules (0204 where none has the capability) and schedules (0203).
 * `capability` is one bit of CAPABILITY, default momentary. `now` UTC ms, null = clock unknown.
 */
export function evaluateRules(options: {
  readonly access: ParsedAccessData;
  readonly now: number | null;
  readonly capability?: number;
  readonly zone?: readonly ZoneStep[];
  readonly allowRuleless?: boolean;
}): Grant {
  const { access } = options;
  if (access.readerRules.length > 0 || access.unknownCritical !== null) return refused('0205');
  if (access.rules.length === 0)
    return options.allowRuleless === true ? { granted: true, extended: false } : refused('0204');
  const capability = options.capability ?? CAPABILITY.momentary;
  const able = access.rules.filter((rule) => (rule.capabilities & capability) !== 0);
  if (able.length === 0) return refused('0204');
  const states = access.schedules.map((schedule) => scheduleState(schedule, options.now, options.zone));
  const granting = able.filter((rule) => grants(rule, states));
  if (granting.length === 0) return refused('0203');
  return { granted: true, extended: granting.some((rule) => (rule.capabilities & CAPABILITY.extendedMomentary) !== 0) };
}
