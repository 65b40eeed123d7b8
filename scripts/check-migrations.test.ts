// The migrations' guard: what would stop an older version that still serves is refused, each with its reason.
import { expect, test } from 'vitest';
import { checkMigration, checkMigrations } from './steps/check-migrations.mjs';

const complaints = (sql: string): string[] => checkMigration('0009-test.sql', sql);

test.each([
  'alter table guest add column seen_at timestamptz;',
  'alter table guest add column kept boolean not null default false;',
  'create table note (id uuid primary key, guest_id uuid not null references guest (id), body text not null check (body <> $$drop table$$));\ncreate index on note (guest_id);',
  "create table word (id integer);\ninsert into word values (1); -- drop table guest\ncomment on table word is 'drop column; rename';",
  'alter table guest add constraint short check (octet_length(name) < 99) not valid;',
  'create function f() returns trigger language plpgsql as $$ begin delete from guest; return null; end $$;',
  '-- without-transaction: the door log is large\ncreate index concurrently if not exists by_day on access_event (at);',
  '-- allowed: nobody has written this table yet\ndrop table note;',
])('fine: %s', (sql) => {
  expect(complaints(sql)).toEqual([]);
});

test.each([
  ['drop table guest;', 'takes something away'],
  ['alter table guest drop column email;', 'takes something away'],
  ['alter table guest alter column email drop not null, rename column name to title;', 'takes something away'],
  ['alter table guest rename column name to title;', 'older version knows by its old name'],
  ['alter table guest rename to person;', 'older version knows by its old name'],
  ['alter table guest alter column email type varchar(10);', 'rewrites the table'],
  ['alter table guest alter column email set not null;', 'may still write null'],
  ['alter table guest add column a text, add column b text not null;', 'not-null without a default'],
  ['alter table guest add check (name <> $$x$$);', 'checks the whole table'],
  ['alter table guest add constraint c foreign key (id) references room (id);', 'checks the whole table'],
  ['create index on guest (name);', 'stops writes'],
  ['create unique index by_name on only guest (name);', 'stops writes'],
  ['update guest set name = $$x$$;', 'in small steps'],
  ['create index concurrently x on guest (name);', 'without-transaction'],
  [
    '-- without-transaction: big\ncreate index concurrently if not exists x on guest (name); select 1;',
    'one statement',
  ],
  ['-- allowed: only this one\nselect 1;\ndrop table guest;', 'takes something away'],
])('refused: %s', (sql, why) => {
  expect(complaints(sql).join(' ')).toContain(why);
});

test("the project's own migrations may all run beside an older version", () => {
  expect(checkMigrations()).toEqual([]);
});
