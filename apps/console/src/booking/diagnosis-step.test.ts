// Which step the desk is offered after a diagnosis, and how evidence reads.
import type { Booking, DigitalKey } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { mendingStep, readEvidence } from './diagnosis-step.ts';

const key = (over: Partial<DigitalKey>): DigitalKey => ({ kind: 'primary', state: 'issued', ...over }) as DigitalKey; // only what is looked at
const booking = (keys: DigitalKey[], state: 'met' | 'unmet' = 'met'): Booking =>
  ({ status: 'checked_in', keys, conditions: [{ code: 'not_checked_in', state }] }) as unknown as Booking; // only what is looked at

describe('mendingStep', () => {
  it('offers to resume only a suspended key', () => {
    const suspended = key({ state: 'suspended' });
    expect(mendingStep('resume_key', booking([suspended]), suspended)).toBe('resume');
    expect(mendingStep('resume_key', booking([key({})]), key({}))).toBeUndefined();
  });
  it('changes the validity of a living key, and issues anew where it has ended', () => {
    const ended = key({ state: 'ended' });
    expect(mendingStep('change_validity', booking([key({})]), key({}))).toBe('validity');
    expect(mendingStep('change_validity', booking([ended]), ended)).toBe('issue');
  });
  it('offers no issue that the server would refuse', () => {
    const ended = key({ state: 'ended' });
    expect(mendingStep('issue_again', booking([ended]), ended)).toBe('issue');
    expect(mendingStep('issue_again', booking([ended], 'unmet'), ended)).toBeUndefined();
    expect(mendingStep('issue_again', booking([ended, key({})]), ended)).toBeUndefined();
  });
  it('reissues only a primary key into another room', () => {
    expect(mendingStep('move_key_to_room', booking([key({})]), key({}))).toBe('reissue');
    expect(mendingStep('move_key_to_room', booking([]), key({ kind: 'shared' }))).toBeUndefined();
  });
  it('leaves what is done on the phone to the guest', () => {
    expect(mendingStep('turn_on_bluetooth', booking([key({})]), key({}))).toBeUndefined();
  });
});

describe('readEvidence', () => {
  it('keeps ids away and makes instants readable', () => {
    const words = { instant: (iso: string) => `at ${iso}`, yes: 'yes', no: 'no', unknown: 'not known' };
    expect(
      readEvidence(
        [
          { fact: 'door.id', value: '01890a5d-ac96-7000-8000-ffffffffffff' },
          { fact: 'phone.seenAt', value: 0 },
          { fact: 'delivery.leaseEnd', value: null },
          { fact: 'phone.supported', value: false },
          { fact: 'key.state', value: 'suspended' },
        ],
        words,
      ),
    ).toEqual([
      { fact: 'phone.seenAt', value: 'at 1970-01-01T00:00:00.000Z', coded: false },
      { fact: 'delivery.leaseEnd', value: 'not known', coded: false },
      { fact: 'phone.supported', value: 'no', coded: false },
      { fact: 'key.state', value: 'suspended', coded: true },
    ]);
  });
});
