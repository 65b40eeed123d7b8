// The list of conditions as the console shows it: each with its state and one sentence for staff.
import type { Booking } from '@nightlatch/api';
import { CONDITION_SENTENCES, type ConditionCode, type JudgedCondition } from '@nightlatch/domain';

const metSentences: Readonly<Record<ConditionCode, string>> = {
  integration_not_configured: 'Digital keys are set up, tested and switched on',
  no_compatible_lock: 'The room’s doors take mobile keys',
  lock_unhealthy: 'The room’s locks are in order',
  not_checked_in: 'The guest is checked in',
  room_not_assigned: 'A room is assigned',
  room_occupied: 'The room is free for this booking',
  guest_app_not_installed: 'The guest has the Guest App',
  id_not_verified: 'The ID is accepted',
  validity_over: 'The key would have time left',
  blocked_by_staff: 'No block by staff is in force',
};

/** What depends on a room says so while no room is assigned. */
export function conditionView({ code, state }: JudgedCondition): Booking['conditions'][number] {
  if (state === 'met') return { code, state, message: metSentences[code] };
  if (state === 'not_judged') return { code, state, message: 'Depends on the room, which is not assigned yet' };
  const { title, todo } = CONDITION_SENTENCES[code].staff;
  return { code, state, message: todo === '' ? title : `${title}. ${todo}` };
}
