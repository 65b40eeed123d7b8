// The console says in nine languages what the server says of a booking in English.
import { loadConsoleTexts } from '@nightlatch/texts';
import { expect, it } from 'vitest';
import { TIMELINE_TITLES } from './timeline-view.ts';

it('every action of the timeline has its sentence on screen', async () => {
  const { happened } = await loadConsoleTexts('en');
  expect(Object.keys(TIMELINE_TITLES).filter((action) => happened[action] === undefined)).toEqual([]);
});
