// Tasks for staff: something that no rule may decide.
import { STAFF_TASK_KINDS } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant, PageQuery, pageOf } from './scalars.ts';

export const StaffTask = Type.Object(
  {
    id: Id,
    kind: Type.Enum([...STAFF_TASK_KINDS]),
    title: Type.String({ description: 'One line for staff, in English' }),
    todo: Type.String(),
    bookingId: Type.Union([Id, Type.Null()]),
    keyId: Type.Union([Id, Type.Null()]),
    guestName: Type.Union([Type.String(), Type.Null()]),
    roomNumber: Type.Union([Type.String(), Type.Null()]),
    checkOutAt: Type.Union([Instant, Type.Null()], { description: 'check_out_changed: what the booking says now' }),
    otherBookingId: Type.Union([Id, Type.Null()], { description: 'room_occupied: who has the room' }),
    raisedAt: Instant,
    doneAt: Type.Union([Instant, Type.Null()]),
    doneBy: Type.Union([Type.String(), Type.Null()]),
    doneNote: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'StaffTask' },
);
export type StaffTask = Type.Static<typeof StaffTask>;
export const StaffTaskPage = pageOf(StaffTask);

export const StaffTasksQuery = Type.Object({
  ...PageQuery,
  state: Type.Optional(Type.Enum(['open', 'done'], { default: 'open' })),
  kind: Type.Optional(Type.Enum([...STAFF_TASK_KINDS])),
  bookingId: Type.Optional(Id),
});
