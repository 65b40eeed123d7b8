// Only what differs from the stored fields is sent, so that two people who change different things do not undo each other.
import { describe, expect, it } from 'vitest';
import { changedFields } from './use-draft.ts';

describe('the changes of a form', () => {
  const saved = { name: 'Lindenhof', rules: ['a', 'b'], phone: null as string | null };

  it('are the fields that differ', () => {
    expect(changedFields(saved, { name: 'Lindenhof', phone: '+43 1' })).toEqual({ phone: '+43 1' });
  });

  it('are none when everything was typed back', () => {
    expect(changedFields(saved, { name: 'Lindenhof', rules: ['a', 'b'], phone: null })).toEqual({});
  });

  it('see into lists', () => {
    expect(changedFields(saved, { rules: ['b', 'a'] })).toEqual({ rules: ['b', 'a'] });
  });
});
