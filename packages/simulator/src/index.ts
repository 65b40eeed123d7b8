// A hotel on a desk: real lock and phone brains over virtual radio, a stand-in PMS.
export type { Corridor, CorridorOptions } from './corridor/create-corridor.ts';
export { createCorridor } from './corridor/create-corridor.ts';
export type { DoorPlan, DoorView, JournalLine, Lamp } from './corridor/door-view.ts';
export type { VirtualDoor } from './corridor/virtual-door.ts';
export type { DeskCredential, DeskDoor, DeskGrant, DeskLocation } from './desk/desk-location.ts';
export { createDeskLocation } from './desk/desk-location.ts';
export type { VirtualGuest, VirtualGuestOptions } from './guest/create-virtual-guest.ts';
export { createVirtualGuest, SYSTEM_CLOCK } from './guest/create-virtual-guest.ts';
export type { PmsAction } from './pms/pms-actions.ts';
export type { PmsHandler } from './pms/pms-handler.ts';
export { createPmsHandler } from './pms/pms-handler.ts';
export type {
  PmsEvent,
  PmsEventType,
  PmsGuest,
  PmsProperty,
  PmsRefusal,
  PmsReservation,
  PmsReservationSeed,
  PmsResult,
  PmsStatus,
  PmsSubscription,
  PmsUnit,
} from './pms/pms-types.ts';
export type { StandInPms, StandInPmsOptions } from './pms/stand-in-pms.ts';
export { createStandInPms } from './pms/stand-in-pms.ts';
export type { SetTimer } from './radio/air.ts';
export { acceptDoorSocket } from './radio/door-socket.ts';
export type { AirAction, AirUnit, Interference, RandomAir } from './radio/interference.ts';
export { CLEAR_AIR, cutAfter, randomInterference, seededRandom } from './radio/interference.ts';
export type { SocketRadioOptions } from './radio/socket-radio.ts';
export { createSocketRadio } from './radio/socket-radio.ts';
export type { DoorInRange, VirtualRadioOptions } from './radio/virtual-radio.ts';
export { createVirtualRadio } from './radio/virtual-radio.ts';
