// An update is another worker taking over; the first one is none.
import { beforeEach, expect, it, vi } from 'vitest';

let updates: typeof import('./updates.ts');
beforeEach(async () => {
  vi.resetModules(); // it keeps what it heard
  updates = await import('./updates.ts');
});

function containerWith(controller: object | null): { change: () => void } & Parameters<typeof updates.watchUpdates>[0] {
  const target = new EventTarget();
  const change = (): void => void target.dispatchEvent(new Event('controllerchange'));
  const addEventListener = target.addEventListener.bind(target) as ServiceWorkerContainer['addEventListener']; // its events are named otherwise
  return { controller: controller as ServiceWorker | null, addEventListener, change }; // only its being there is looked at
}

it('is none when the first worker takes the page', () => {
  const container = containerWith(null);
  updates.watchUpdates(container);
  container.change();
  expect(updates.wasUpdated()).toBe(false);
  container.change();
  expect(updates.wasUpdated()).toBe(true);
});

it('is one when a worker was there before', () => {
  const container = containerWith({});
  updates.watchUpdates(container);
  expect(updates.wasUpdated()).toBe(false);
  container.change();
  expect(updates.wasUpdated()).toBe(true);
});
