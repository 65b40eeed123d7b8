-- Who marked a task as done, beside the name: two people may have the same. Null: the rules did, or an older server. Only adds.
alter table staff_task add column done_by_id text;
