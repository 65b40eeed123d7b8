// The lock's guard: it finds what npm silently drops, and what would bind a clone to one registry.
import { expect, test } from 'vitest';
import { checkLock } from './steps/check-lock.mjs';

const root = { '': { devDependencies: { tool: '^1.0.0' } } };

test('a whole lock has no complaints, also where a package lies nested', () => {
  const lock = {
    packages: {
      ...root,
      'node_modules/tool': { version: '1.0.0', dependencies: { part: '^2.0.0' } },
      'node_modules/tool/node_modules/part': { version: '2.0.0', optionalDependencies: { leaf: '1.0.0' } },
      'node_modules/leaf': { version: '1.0.0', optional: true },
      'node_modules/@our/app': { link: true, resolved: 'apps/app' },
      'apps/app': { dependencies: { leaf: '1.0.0', own: '1.0.0' } },
      'apps/app/node_modules/own': { version: '1.0.0' },
    },
  };
  expect(checkLock(lock)).toEqual([]);
});

test('a package of another platform that was dropped, a missing nested one and a registry address are found', () => {
  const lock = {
    packages: {
      ...root,
      'node_modules/tool': {
        version: '1.0.0',
        resolved: 'https://registry.example.com/tool.tgz',
        optionalDependencies: { 'tool-other-system': '1.0.0' },
      },
      'apps/app': { dependencies: { own: '1.0.0' } },
      'apps/other/node_modules/own': { version: '1.0.0' },
    },
  };
  expect(checkLock(lock)).toEqual([
    'node_modules/tool needs tool-other-system, which package-lock.json does not list',
    'node_modules/tool is bound to one registry by "resolved"',
    'apps/app needs own, which package-lock.json does not list',
  ]);
});

test("the project's own lock is whole", () => {
  expect(checkLock()).toEqual([]);
});
