// Rooms, their doors, and the lock on each: what the PMS calls a room becomes a door that a key opens.
import { Button } from '@mantine/core';
import type { Door, Room } from '@nightlatch/api';
import { IconDoorOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AddRoomsForm } from './add-rooms-form.tsx';
import { CommissionDialog } from './commission-dialog.tsx';
import { DoorDialog } from './door-dialog.tsx';
import { Loaded } from './loaded.tsx';
import { RoomDialog } from './room-dialog.tsx';
import classes from './rows.module.css';
import { settingsQueries } from './settings-queries.ts';
import { useSave } from './use-save.ts';

type Open =
  | { what: 'room'; room: Room }
  | { what: 'door'; room: Room | null }
  | { what: 'commission' | 'retire' | 'remove-door'; door: Door }
  | { what: 'remove-room'; room: Room };

/** The topic. */
export const RoomsTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const rooms = useQuery(settingsQueries.rooms(location.id));
  const doors = useQuery(settingsQueries.doors(location.id));
  return (
    <Loaded query={rooms} heading={words.topics.rooms.name}>
      {(allRooms) => (
        <Loaded query={doors} heading={words.topics.rooms.name}>
          {(allDoors) => <Rooms rooms={allRooms} doors={allDoors} />}
        </Loaded>
      )}
    </Loaded>
  );
};

const Rooms = ({ rooms, doors }: { rooms: readonly Room[]; doors: readonly Door[] }) => {
  const words = useTexts().settings.rooms;
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  const byId = useMemo(() => new Map(doors.map((door) => [door.id, door])), [doors]);
  const common = doors.filter((door) => door.kind === 'common');
  const withLock = doors.filter((door) => door.lock !== null).length;
  return (
    <>
      <AddRoomsForm rooms={rooms} />
      <Panel
        heading={words.heading}
        flush
        aside={
          <span className={classes.soft} data-testid="rooms-count">
            {words.count(rooms.length, withLock, doors.length)}
          </span>
        }
      >
        {rooms.length === 0 && (
          <Notice icon={<IconDoorOff size={36} stroke={1.4} />} heading={words.none} body={words.noneBody} />
        )}
        <ul>
          {rooms.map((room) => (
            <li key={room.id} className={classes.row} data-testid="room-row" data-room={room.number}>
              <div className={classes.grow}>
                <strong>{words.room(room.number)}</strong>
                <p className={classes.soft}>
                  {[
                    room.floor === null ? null : words.floorOf(room.floor),
                    room.pmsUnitId === null ? words.byNumber : words.pmsUnitOf(room.pmsUnitId),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {room.doors.map(({ id }) => {
                  const door = byId.get(id);
                  return door && <DoorLine key={id} door={door} onOpen={setOpen} />;
                })}
              </div>
              <div className={classes.actions}>
                {room.doors.length === 0 && (
                  <Button size="xs" onClick={() => setOpen({ what: 'door', room })}>
                    {words.addDoor}
                  </Button>
                )}
                <Button size="xs" variant="default" onClick={() => setOpen({ what: 'room', room })}>
                  {words.change}
                </Button>
                {room.doors.length === 0 && (
                  <Button size="xs" variant="default" onClick={() => setOpen({ what: 'remove-room', room })}>
                    {words.remove}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        heading={words.common}
        flush
        aside={
          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'door', room: null })}>
            {words.addCommon}
          </Button>
        }
      >
        <p className={classes.none}>{words.commonLead}</p>
        <ul>
          {common.map((door) => (
            <li key={door.id} className={classes.row}>
              <div className={classes.grow}>
                <DoorLine door={door} onOpen={setOpen} />
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      {open?.what === 'room' && <RoomDialog room={open.room} onClose={close} />}
      {open?.what === 'door' && <DoorDialog room={open.room} onClose={close} />}
      {open?.what === 'commission' && <CommissionDialog door={open.door} onClose={close} />}
      {open?.what === 'retire' && <RetireDialog door={open.door} onClose={close} />}
      {open?.what === 'remove-door' && <RemoveDoorDialog door={open.door} onClose={close} />}
      {open?.what === 'remove-room' && <RemoveRoomDialog room={open.room} onClose={close} />}
    </>
  );
};

const DoorLine = ({ door, onOpen }: { door: Door; onOpen: (open: Open) => void }) => {
  const texts = useTexts();
  const words = texts.settings.rooms;
  return (
    <p className={classes.line}>
      <span>{door.name}</span>
      {door.lock === null ? (
        <Tag tone="warn">{texts.doors.noLock}</Tag>
      ) : (
        <Tag tone={door.lock.healthy ? 'good' : 'bad'}>
          {door.lock.simulated ? words.simulatedLock : door.lock.healthy ? words.hasLock : texts.doors.unhealthy}
        </Tag>
      )}
      {door.lock === null ? (
        <>
          <Button size="compact-xs" onClick={() => onOpen({ what: 'commission', door })} data-testid="commission">
            {words.commission}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onOpen({ what: 'remove-door', door })}>
            {words.removeDoor}
          </Button>
        </>
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => onOpen({ what: 'retire', door })}>
          {words.retire}
        </Button>
      )}
    </p>
  );
};

const RetireDialog = ({ door, onClose }: { door: Door; onClose: () => void }) => {
  const words = useTexts().settings.rooms;
  const { location } = useCurrentLocation();
  const retire = useSave('retireLock', ['location', location.id, 'doors'], onClose, words.retired);
  return (
    <ActionDialog
      heading={words.retire}
      confirm={words.retire}
      confirmTestId="retire-confirm"
      danger
      pending={retire.pending}
      onConfirm={() => void retire.run({ params: { locationId: location.id, doorId: door.id } })}
      onClose={onClose}
    >
      <ProblemAlert error={retire.error} />
      <p>{words.retireBody(door.name)}</p>
    </ActionDialog>
  );
};

const RemoveDoorDialog = ({ door, onClose }: { door: Door; onClose: () => void }) => {
  const words = useTexts().settings.rooms;
  const { location } = useCurrentLocation();
  const remove = useSave('deleteDoor', ['location', location.id], onClose, words.removed);
  return (
    <ActionDialog
      heading={words.removeDoor}
      confirm={words.removeDoor}
      confirmTestId="remove-door-confirm"
      danger
      pending={remove.pending}
      onConfirm={() => void remove.run({ params: { locationId: location.id, doorId: door.id } })}
      onClose={onClose}
    >
      <ProblemAlert error={remove.error} />
      <p>{words.removeDoorBody(door.name)}</p>
    </ActionDialog>
  );
};

const RemoveRoomDialog = ({ room, onClose }: { room: Room; onClose: () => void }) => {
  const words = useTexts().settings.rooms;
  const { location } = useCurrentLocation();
  const remove = useSave('deleteRoom', ['location', location.id], onClose, words.removed);
  return (
    <ActionDialog
      heading={words.remove}
      confirm={words.remove}
      confirmTestId="remove-room-confirm"
      danger
      pending={remove.pending}
      onConfirm={() => void remove.run({ params: { locationId: location.id, roomId: room.id } })}
      onClose={onClose}
    >
      <ProblemAlert error={remove.error} />
      <p>{words.removeRoomBody(room.number)}</p>
    </ActionDialog>
  );
};
