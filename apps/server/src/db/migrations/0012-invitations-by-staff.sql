-- Staff invite companions on the guest's behalf: no phone made such an invitation. Older servers read this column only to find a phone's own.
-- allowed: only more is taken; older servers look for a phone’s own invitations and never read whose the others are
alter table invitation alter column created_by_device drop not null;
