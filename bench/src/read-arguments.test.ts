// Choosing figures by name.
import { describe, expect, it } from 'vitest';
import { isWanted, readArguments } from './read-arguments.ts';

describe('arguments', () => {
  it('takes prefixes and options in any order', () => {
    expect(readArguments(['door', '--json', 'issue.single', '--runs', '3'])).toEqual({
      prefixes: ['door', 'issue.single'],
      json: true,
      list: false,
      runs: 3,
      keys: undefined,
    });
    expect(() => readArguments(['--runs', 'many'])).toThrow('--runs');
    expect(() => readArguments(['--runs', '0'])).toThrow('--runs');
    expect(readArguments(['issue.at', '--keys', '10000000']).keys).toBe(10_000_000);
    expect(() => readArguments(['--keys', '7'])).toThrow('--keys');
    expect(() => readArguments(['--fast'])).toThrow();
  });

  it('chooses by prefix, by group, and declared stars by what they may become', () => {
    expect(isWanted('door.cpu.lock.first', 'door', [])).toBe(true);
    expect(isWanted('door.cpu.lock.first', 'door', ['door.cpu'])).toBe(true);
    expect(isWanted('issue.single.c1', 'server', ['server'])).toBe(true);
    expect(isWanted('issue.single.c1', 'server', ['door'])).toBe(false);
    expect(isWanted('door.bytes.*', 'door', ['door.bytes.auth0'])).toBe(true);
    expect(isWanted('door.bytes.*', 'door', ['door.time'])).toBe(false);
  });
});
