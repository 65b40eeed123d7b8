// Sentences for guests: never empty, never a code, each with its one step.
import { expect, it } from 'vitest';
import type { DoorFacts } from './catalogue.ts';
import { en } from './en.ts';

const FACTS: DoorFacts[] = [
  { door: 'Room 204', yourDoors: 'Room 204 and Gym', validFrom: 'Fri 27 Nov, 15:00', online: true },
  { door: undefined, yourDoors: '', validFrom: undefined, online: false },
];

it.each(Object.entries(en.unlock.diagnoses))('%s has a title and one step', (code, advise) => {
  for (const facts of FACTS) {
    const { title, step } = advise(facts);
    for (const sentence of [title, step]) {
      expect(sentence.length).toBeGreaterThan(5);
      expect(sentence).not.toMatch(/_|undefined|null|0x/);
    }
    expect(step).toMatch(/[.?]$/);
    expect(code).not.toBe('');
  }
});

it('sends a guest online only when they are offline', () => {
  for (const code of ['lease_ended', 'not_downloaded', 'superseded', 'no_key'] as const) {
    expect(en.unlock.diagnoses[code]({ door: '', yourDoors: '', validFrom: undefined, online: false }).step).toMatch(
      /online/,
    );
    expect(en.unlock.diagnoses[code]({ door: '', yourDoors: '', validFrom: undefined, online: true }).step).not.toMatch(
      /online/,
    );
  }
});
