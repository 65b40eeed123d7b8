// Figures for people, as a table, and for machines, one JSON object a line.
import { type Figure, ratioOf } from './figure.ts';

/** Three significant digits, never in exponents: a figure is not more exact than that. */
export const shortNumber = (value: number): string => {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-GB');
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toFixed(digits).replace(/\.?0+$/, '');
};

/** One line of JSON: `name`, `value`, `unit`, `limit`, `ratio`, `runs`. */
export const jsonLine = (figure: Figure): string => {
  const { name, value, unit, limit, runs } = figure;
  return JSON.stringify({
    name,
    value: rounded(value),
    unit,
    limit: rounded(limit),
    ratio: rounded(ratioOf(figure)),
    runs,
  });
};

const rounded = (value: number): number => Number(value.toPrecision(6));

const HEADINGS = ['figure', 'value', 'unit', 'limit', 'ratio', 'runs'] as const;

/** A table of one family, with what its limit is above it. */
export const table = (figures: readonly Figure[], limitIs: string): string => {
  const rows = figures.map((figure) => [
    figure.name,
    shortNumber(figure.value),
    figure.unit,
    shortNumber(figure.limit),
    shortNumber(ratioOf(figure)),
    String(figure.runs),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 || column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [`limit: ${limitIs}`, line(HEADINGS), ...rows.map(line), ''].join('\n');
};
