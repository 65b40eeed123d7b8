// The one action of each problem: what mends it right here, else the page where it is mended.
import type { TodayProblem } from '@nightlatch/api';

/** What can be done in a dialog over the list. */
export type TodayDialog = 'why' | 'link' | 'validity' | 'issue' | 'check_in' | 'override_id' | 'done';

/** A dialog, a command at once, or the way to a page. */
export type ProblemAction =
  | { readonly kind: 'dialog'; readonly dialog: TodayDialog }
  | { readonly kind: 'resync' }
  | { readonly kind: 'booking' }
  | { readonly kind: 'door'; readonly doorId: string };

const dialog = (name: TodayDialog): ProblemAction => ({ kind: 'dialog', dialog: name });

/** Undefined: nothing that this reader could do, and no page that says more. */
export const actionOf = (problem: TodayProblem, mayAct: boolean): ProblemAction | undefined => {
  const lead = problem.bookingId === null ? undefined : ({ kind: 'booking' } as const);
  const byStaff = (action: ProblemAction): ProblemAction | undefined => (mayAct ? action : lead);
  switch (problem.kind) {
    // Anybody may ask why; what mends is offered by the answer.
    case 'refused_at_door':
    case 'not_downloaded':
    case 'lease_ended':
      return dialog('why');
    case 'key_waiting':
      // With more than one thing missing the booking's page lists them all.
      return problem.codes.length === 1 ? waitingAction(problem.codes[0], byStaff, lead) : lead;
    case 'expires_early':
      return byStaff(dialog(problem.codes.includes('expired') ? 'why' : 'validity'));
    case 'pms_out_of_touch':
      return mayAct ? { kind: 'resync' } : undefined;
    case 'lock_trouble':
      return problem.doorId === null ? undefined : { kind: 'door', doorId: problem.doorId };
    case 'task':
      return problem.codes[0] === 'check_out_changed' && problem.keyId !== null ? byStaff(dialog('validity')) : lead;
    case 'check_in_to_approve':
      return byStaff(dialog('check_in'));
    case 'could_still_open':
    case 'id_to_review':
      return lead;
  }
};

const waitingAction = (
  code: string | undefined,
  byStaff: (action: ProblemAction) => ProblemAction | undefined,
  lead: ProblemAction | undefined,
): ProblemAction | undefined => {
  if (code === 'guest_app_not_installed') return byStaff(dialog('link'));
  if (code === 'id_not_verified') return byStaff(dialog('override_id'));
  if (code === 'blocked_by_staff') return byStaff(dialog('issue'));
  return lead;
};
