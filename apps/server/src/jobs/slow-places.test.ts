// Which jobs are left for later while slow ones run: a lane that has one, a kind that has enough, and nothing of other kinds.
import { expect, it } from 'vitest';
import type { ServerEvent } from '../events.ts';
import { createSlowPlaces } from './slow-places.ts';

const webhook = (endpointId: string): ServerEvent => ({ name: 'webhook.due', locationId: 'house', endpointId });
const message = (locationId: string): ServerEvent => ({ name: 'message.changed', locationId, messageId: 'm' });

it('forbids a lane while one of it runs, all of a kind while enough run, and ends with them', async () => {
  const places = createSlowPlaces();
  const ends: (() => void)[] = [];
  const held = (event: ServerEvent) => places.hold(event, () => new Promise<void>((resolve) => ends.push(resolve)));
  const work = [held(webhook('a')), held({ name: 'locks.tended', locationId: 'house' })];
  expect(places.forbidden()).toEqual(['webhook.due:house:a']);
  expect([places.full(webhook('a')), places.full(webhook('b'))]).toEqual([true, false]);
  work.push(held(webhook('b')), held(message('house')));
  expect(places.forbidden()).toEqual(['webhook.due:house:a', 'webhook.due:house:b', 'message.changed:house']);
  // A third hanging receiver: no other endpoint is taken up, messages still are.
  work.push(held(webhook('c')));
  expect(places.forbidden()).toEqual(['slow-webhook', 'message.changed:house']);
  expect([places.full(webhook('d')), places.full(message('two'))]).toEqual([true, false]);
  for (const location of ['two', 'three', 'four']) work.push(held(message(location)));
  expect(places.forbidden()).toEqual(['slow-webhook', 'slow']);
  for (const end of ends) end();
  await Promise.all(work);
  expect(places.forbidden()).toEqual([]);
});

it('gives the place back when the work fails', async () => {
  const places = createSlowPlaces();
  await expect(places.hold(webhook('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(places.forbidden()).toEqual([]);
});
