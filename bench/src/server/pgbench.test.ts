// Reading pgbench's report.
import { describe, expect, it } from 'vitest';
import { parseTps } from './pgbench.ts';

const report = (lines: readonly string[]): string =>
  ['pgbench (15.8)', 'number of clients: 8', 'latency average = 2.754 ms', ...lines, ''].join('\n');

describe('pgbench', () => {
  it('takes the rate without the making of connections, in the words of any version', () => {
    expect(parseTps(report(['tps = 2904.519 (without initial connection time)']))).toBe(2904.519);
    expect(
      parseTps(
        report([
          'tps = 2900.1 (including connections establishing)',
          'tps = 2904.5 (excluding connections establishing)',
        ]),
      ),
    ).toBe(2900.1);
  });

  it('refuses a report without a rate', () => {
    expect(() => parseTps(report(['tps = 0.000 (without initial connection time)']))).toThrow('no rate');
    expect(() => parseTps('FATAL: no such database')).toThrow('no rate');
  });
});
