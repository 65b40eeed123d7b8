// A line per step, for people or as JSON: what happened, whether it held, how long it took.
import type { Style } from '../style.ts';

/** One step as told; `ms` is the time from its cause to its effect. */
export type TourStep = { readonly step: string; readonly ok: boolean; readonly ms: number; readonly detail: string };

const TITLES: Readonly<Record<string, string>> = {
  ready: 'The hotel is open',
  booking: 'The PMS sends a booking',
  enrolled: 'The guest opens the link',
  'key-issued': 'Check-in: the key is issued',
  told: 'The guest is told by e-mail',
  delivered: 'The key is on the phone',
  opened: 'The door opens',
  'seen-at-desk': 'The desk sees the opening',
  'opened-offline': 'Opens with the network off',
  revoked: 'Staff revoke the key',
  'refused-revoked': 'The door refuses, and says why',
  reissued: 'Staff reissue the key',
  'opened-again': 'The new key opens the door',
  'checked-out': 'Check-out ends the key',
  'refused-checked-out': 'The door refuses again',
  'submitted-by-phone': 'Another guest checks in by phone',
  'approved-by-desk': 'The desk says yes, the key comes',
};

/** The step as one line. */
export const stepLine = (step: TourStep, style: Style): string => {
  const mark = step.ok ? '✓' : '✗';
  const title = (TITLES[step.step] ?? step.step).padEnd(32);
  return `${mark} ${style.strong(title)} ${`${step.ms} ms`.padStart(8)}  ${style.quiet(step.detail)}`;
};
