// The grant: rules and schedules of an AccessData at one instant (docs/protocol §5.3).
import type { ReasonCode } from '../hotel/reason-codes.ts';
import { pending } from '../pending.ts';
import type { ParsedAccessData, Schedule } from './access-data.ts';

/** Offset of a lock's wall clock: from `fromSeconds` (since 1970) on, `offsetMinutes` east of UTC; ascending (mail type 5, field 6). */
export type ZoneStep = { readonly fromSeconds: number; readonly offsetMinutes: number };

/** Whether a schedule is active; `unevaluable` counts as inactive for allow and active for deny. */
export type ScheduleState = 'active' | 'inactive' | 'unevaluable';

/** State of a schedule at `now` (UTC ms, null = clock unknown → unevaluable). Without `zone`, wall-clock schedules are unevaluable. */
export function scheduleState(schedule: Schedule, now: number | null, zone?: readonly ZoneStep[]): ScheduleState {
  return pending(`scheduleState ${schedule.utc} ${now} ${zone?.length}`);
}

/** The answer to "does this element grant it". A refusal carries status 0025 and its reason. */
export type Grant =
  | { readonly granted: true /** A granting rule also has the extended bit. */; readonly extended: boolean }
  | {
      readonly granted: false;
      readonly status: '0025';
      readonly reason: Extract<ReasonCode, '0203' | '0204' | '0205'>;
    };

/** Evaluates reader rules, critical extensions, rules and schedules. `capability` is one bit of CAPABILITY, default momentary. */
export function evaluateRules(options: {
  readonly access: ParsedAccessData;
  readonly now: number | null;
  readonly capability?: number;
  readonly zone?: readonly ZoneStep[];
  readonly allowRuleless?: boolean;
}): Grant {
  return pending(`evaluateRules ${options.now}`);
}
