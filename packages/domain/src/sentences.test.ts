// Sentences: every code has one, short, whole, and fit for its reader.
import { describe, expect, it } from 'vitest';
import type { Sentence, Sentences } from './sentences.ts';
import * as tables from './sentences.ts';

const found: [string, Sentence][] = Object.entries(tables).flatMap(([table, rows]) =>
  Object.entries<string | Sentence | Sentences>(rows).flatMap(([code, row]): [string, Sentence][] => {
    if (typeof row === 'string') return [[`${table}.${code}`, { title: row, todo: '' }]];
    if ('title' in row) return [[`${table}.${code}`, row]];
    return [
      [`${table}.${code}.staff`, row.staff],
      [`${table}.${code}.guest`, row.guest],
    ];
  }),
);

describe('sentences', () => {
  it('are many', () => expect(found.length).toBeGreaterThan(100));

  it.each(found)('%s', (name, { title, todo }) => {
    expect(title).toMatch(/^\p{Lu}[^.]*$/u);
    expect(title.length).toBeLessThanOrEqual(70);
    if (todo !== '') expect(todo).toMatch(/^\p{Lu}.*\.$/u);
    expect(`${title} ${todo}`).not.toMatch(/_|undefined|null/);
    if (name.endsWith('.guest')) expect(`${title} ${todo}`).not.toMatch(/\b(revoked?|lease|PMS|console|credential)\b/i);
  });
});
