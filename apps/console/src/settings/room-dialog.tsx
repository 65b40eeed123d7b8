// Changes a room: its number, floor, and what the PMS calls it.
import { TextInput } from '@mantine/core';
import type { Room } from '@nightlatch/api';
import { useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useSave } from './use-save.ts';

/** The dialog. */
export const RoomDialog = ({ room, onClose }: { room: Room; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.settings.rooms;
  const { location } = useCurrentLocation();
  const [number, setNumber] = useState(room.number);
  const [floor, setFloor] = useState(room.floor === null ? '' : String(room.floor));
  const [unit, setUnit] = useState(room.pmsUnitId ?? '');
  const save = useSave('updateRoom', ['location', location.id], onClose);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const wrongFloor = floor !== '' && !/^-?\d{1,3}$/.test(floor);
  const confirm = (): void => {
    if (number.trim() === '' || wrongFloor) return;
    void save.run({
      params: { locationId: location.id, roomId: room.id },
      body: { number: number.trim(), floor: floor === '' ? null : Number(floor), pmsUnitId: unit.trim() || null },
      ifMatch: `"${room.version}"`,
    });
  };
  return (
    <ActionDialog
      heading={words.changeRoom(room.number)}
      confirm={texts.settings.form.save}
      confirmTestId="room-save"
      pending={save.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={save.error} />
      <TextInput
        label={words.number}
        description={words.numberHint}
        value={number}
        error={number.trim() === '' ? words.numberMissing : refused.number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        data-first-focus
      />
      <TextInput
        label={words.floor}
        inputMode="numeric"
        value={floor}
        error={wrongFloor ? words.floorWrong : refused.floor}
        onChange={(event) => setFloor(event.currentTarget.value)}
      />
      <TextInput
        label={words.pmsUnit}
        description={words.pmsUnitHint}
        value={unit}
        error={refused.pmsUnitId}
        onChange={(event) => setUnit(event.currentTarget.value)}
      />
    </ActionDialog>
  );
};
