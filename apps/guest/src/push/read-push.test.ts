// Whatever a push service delivers, something decent is shown.
import { expect, it } from 'vitest';
import { readPush } from './read-push.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8002';

it('reads what the server sends', () => {
  const sent = { id: ID, title: 'مفتاحك جاهز', body: 'افتح التطبيق.', language: 'ar', direction: 'rtl' } as const;
  expect(readPush(JSON.stringify(sent))).toEqual(sent);
});

it.each([undefined, '', 'no json', '[]', 'null', '{"title":7,"id":"x"}', '"text"'])('%j is only news', (text) => {
  expect(readPush(text)).toEqual({ title: 'Room key', body: '', language: 'en', direction: 'ltr' });
});
