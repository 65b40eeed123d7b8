// Adds a door: to a room, or a common one that every guest may open.
import { TextInput } from '@mantine/core';
import type { Room } from '@nightlatch/api';
import { useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useSave } from './use-save.ts';

/** The dialog; without a room the door is a common one. */
export const DoorDialog = ({ room, onClose }: { room: Room | null; onClose: () => void }) => {
  const words = useTexts().settings.rooms;
  const { location } = useCurrentLocation();
  const [name, setName] = useState(room ? words.room(room.number) : '');
  const [tried, setTried] = useState(false);
  const save = useSave('createDoor', ['location', location.id], onClose, words.doorAdded);
  const confirm = (): void => {
    setTried(true);
    if (name.trim() === '') return;
    const body = { kind: room ? ('room' as const) : ('common' as const), name: name.trim(), roomId: room?.id ?? null };
    void save.run({ params: { locationId: location.id }, body });
  };
  return (
    <ActionDialog
      heading={room ? words.addDoor : words.addCommon}
      confirm={words.addDoor}
      confirmTestId="door-save"
      pending={save.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={save.error} />
      <TextInput
        label={words.doorName}
        description={words.doorNameHint}
        value={name}
        maxLength={100}
        error={tried && name.trim() === '' ? words.doorNameMissing : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        data-first-focus
      />
    </ActionDialog>
  );
};
