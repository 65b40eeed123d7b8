// How figures look.
import { describe, expect, it } from 'vitest';
import { jsonLine, shortNumber, table } from './print-figures.ts';

const figure = { name: 'door.time', value: 74.96, unit: 'ms', limit: 60, runs: 5 };

describe('printing', () => {
  it('has the six fields, the ratio reckoned from value and limit', () => {
    expect(JSON.parse(jsonLine(figure))).toEqual({ ...figure, ratio: 1.24933 });
  });

  it('shows three digits or so', () => {
    expect([1234567, 123.4, 12.34, 1.234, 0.1234, 2, 0].map(shortNumber)).toEqual([
      '1,234,567',
      '123',
      '12.3',
      '1.23',
      '0.123',
      '2',
      '0',
    ]);
  });

  it('lines the columns up under what the limit is', () => {
    expect(table([figure], 'a bare thing').split('\n')).toEqual([
      'limit: a bare thing',
      'figure     value  unit  limit  ratio  runs',
      'door.time     75  ms       60   1.25     5',
      '',
    ]);
  });
});
