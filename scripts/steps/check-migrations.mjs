// Migrations run while an older version still serves: they may add, not take away, and may not hold a table for long (docs/operations.md).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** Before the first release there was nobody to disturb. */
const FIRST = '0001-first-schema.sql';

/** What may follow only with a reason: `-- allowed: <reason>` on a line right above the statement. */
const ALLOWED = /^--\s*allowed:\s*\S+/;

const name = `"?([a-z_][a-z0-9_.]*)"?`;

/** Pattern → what is wrong with it. The statement comes in lower case, without comments and with its strings emptied. */
const RULES = [
  [
    /\bdrop\s+(table|column|index|view|type|schema|function|trigger|constraint|default|not\s+null)\b/,
    'takes something away that an older version may use',
  ],
  [/\brename\b/, 'renames something that an older version knows by its old name'],
  [/\balter\s+(column\s+)?\S+\s+(set\s+data\s+)?type\b/, 'changes a type, which rewrites the table'],
  [/\bset\s+not\s+null\b/, 'an older version may still write null'],
  [/\btruncate\b/, 'deletes rows'],
  [/\bdelete\s+from\b/, 'deletes rows'],
  [/^\s*update\b/, 'changes rows of a table that is in use; do it in a job, in small steps'],
  [/\block\s+table\b/, 'holds a table'],
];

/** Names of tables that the text itself creates: nobody uses those yet. */
const createdIn = (text) =>
  new Set(
    [
      ...text.matchAll(
        new RegExp(String.raw`\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?${name}`, 'g'),
      ),
    ].map((found) => found[1]),
  );

/** Why the statement may not run beside an older version, or undefined. */
const complaintOf = (statement, created) => {
  for (const [pattern, why] of RULES) if (pattern.test(statement)) return why;
  const altered = new RegExp(String.raw`\balter\s+table\s+(?:only\s+)?(?:if\s+exists\s+)?${name}`).exec(statement)?.[1];
  if (altered && !created.has(altered)) {
    for (const part of statement.split(/,(?![^(]*\))/)) {
      const adds = /\badd\s+column\b/.test(part);
      if (adds && /\bnot\s+null\b/.test(part) && !/\bdefault\b/.test(part))
        return 'a column that an older version does not fill can’t be not-null without a default';
      if (adds && /\bunique\b|\bprimary\s+key\b/.test(part)) return 'builds an index while it holds the table';
      if (
        /\badd\s+(constraint\b|check\b|foreign\b|unique\b|primary\b|exclude\b)/.test(part) &&
        !/\bnot\s+valid\b/.test(part)
      )
        return 'checks the whole table while it holds it; add it `not valid` and validate it apart';
    }
  }
  const indexed = new RegExp(
    String.raw`\bcreate\s+(?:unique\s+)?index\s+(concurrently\s+)?.*?\bon\s+(?:only\s+)?${name}`,
    's',
  ).exec(statement);
  if (indexed && !indexed[1] && !created.has(indexed[2]))
    return 'stops writes to the table while the index is built; use a file of its own with `-- without-transaction: <reason>` and `create index concurrently if not exists`';
  return undefined;
};

/** Statements with the comment lines right above each; quotes and dollar quotes are kept together. */
const statementsOf = (sql) => {
  const statements = [];
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$([a-z_]*)\$[\s\S]*?\$\1\$|;|[^;'$/-]+|[\s\S]/gi;
  let bare = '';
  let comments = [];
  const end = () => {
    if (bare.trim() !== '') statements.push({ bare: bare.toLowerCase(), comments });
    bare = '';
    comments = [];
  };
  for (const [part] of sql.matchAll(token)) {
    if (part.startsWith('--')) comments.push(part.trim());
    else if (part.startsWith('/*')) continue;
    else if (part.startsWith("'")) bare += "''";
    else if (/^\$[a-z_]*\$/i.test(part)) bare += '$$';
    else if (part === ';') end();
    else bare += part;
  }
  end();
  return statements;
};

/** What is wrong with one file, a sentence each. */
export const checkMigration = (file, sql) => {
  if (file === FIRST) return [];
  const created = createdIn(sql.replace(/--[^\n]*/g, '').toLowerCase());
  const statements = statementsOf(sql);
  const complaints = statements.flatMap(({ bare, comments }) => {
    const why = comments.some((line) => ALLOWED.test(line)) ? undefined : complaintOf(bare, created);
    return why ? [`${file}: “${bare.trim().replace(/\s+/g, ' ').slice(0, 80)}”: ${why}.`] : [];
  });
  const alone = /^-- without-transaction: \S/m.test(sql);
  if (alone && statements.length !== 1)
    complaints.push(`${file}: without a transaction there may be one statement only.`);
  if (!alone && /\bconcurrently\b/i.test(sql.replace(/--[^\n]*/g, '')))
    complaints.push(`${file}: \`concurrently\` needs the line \`-- without-transaction: <reason>\`.`);
  return complaints;
};

/** Checks every migration of the server. */
export const checkMigrations = (folder = join(root, 'apps/server/src/db/migrations')) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => checkMigration(file, readFileSync(join(folder, file), 'utf8')));
