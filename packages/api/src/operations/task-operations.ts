// Tasks for staff.
import { Type } from 'typebox';
import { WithNote } from '../key.ts';
import { Id } from '../scalars.ts';
import * as task from '../task.ts';
import { atLocation, type OperationTable } from './operation-schema.ts';

export const taskOperations = {
  listStaffTasks: {
    tag: 'Tasks',
    summary: 'Tasks for staff, newest first: open ones, or those that are done',
    caller: 'staff',
    action: 'tasks.read',
    params: atLocation,
    query: task.StaffTasksQuery,
    success: [200, task.StaffTaskPage],
  },
  completeStaffTask: {
    tag: 'Tasks',
    summary: 'Mark a task as done',
    caller: 'staff',
    action: 'tasks.complete',
    params: Type.Object({ locationId: Id, taskId: Id }),
    body: WithNote,
    success: [200, task.StaffTask],
    idempotent: true,
  },
  reopenStaffTask: {
    tag: 'Tasks',
    summary: 'Take back that a task is done, within an hour, by who marked it',
    caller: 'staff',
    action: 'tasks.complete',
    params: Type.Object({ locationId: Id, taskId: Id }),
    success: [200, task.StaffTask],
    problems: ['conflict'],
    idempotent: true,
  },
} as const satisfies OperationTable;
