// Many rooms in one go: taken over from the PMS, or typed as ranges; each gets its door.
import { Button, TextInput } from '@mantine/core';
import type { Room } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client, endSession, isSignedOut } from '../api/client.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { floorOf, readRoomNumbers } from './room-numbers.ts';
import form from './settings-form.module.css';

type Wanted = { number: string; pmsUnitId: string | null };
type Progress = { done: number; all: number };

/** The form. What was made stays when one in the middle fails; the same again goes on from there. */
export const AddRoomsForm = ({ rooms }: { rooms: readonly Room[] }) => {
  const texts = useTexts();
  const words = texts.settings.addRooms;
  const { location } = useCurrentLocation();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const [text, setText] = useState('');
  const [progress, setProgress] = useState<Progress>();
  const [error, setError] = useState<unknown>();
  const busy = useRef(false);
  const { numbers, wrong } = readRoomNumbers(text);
  const known = new Set(rooms.map((room) => room.number));

  const add = async (list: () => Promise<readonly Wanted[]>): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setError(undefined);
    setProgress({ done: 0, all: 0 });
    try {
      const wanted = (await list()).filter((one) => !known.has(one.number));
      for (const [index, { number, pmsUnitId }] of wanted.entries()) {
        setProgress({ done: index, all: wanted.length });
        await client.call('createRoom', {
          params: { locationId: location.id },
          body: { number, pmsUnitId, floor: floorOf(number), doorName: words.doorOf(number) },
        });
      }
      announce(words.added(wanted.length));
      return true;
    } catch (caught) {
      if (isSignedOut(caught)) endSession();
      setError(caught);
      return false;
    } finally {
      busy.current = false;
      setProgress(undefined);
      await cache.invalidateQueries({ queryKey: ['location', location.id] });
    }
  };
  const addTyped = async (): Promise<void> => {
    if (await add(async () => numbers.map((number) => ({ number, pmsUnitId: null })))) setText('');
  };
  const addFromPms = () =>
    add(async () => {
      const { items } = await client.call('listPmsRooms', { params: { locationId: location.id } });
      return items.map(({ number, unitId }) => ({ number, pmsUnitId: unitId }));
    });
  return (
    <Panel heading={words.heading} testId="add-rooms">
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong === undefined && numbers.length > 0) void addTyped();
        }}
      >
        <p className={form.lead}>{words.lead}</p>
        <ProblemAlert error={error} />
        <TextInput
          label={words.numbers}
          description={words.numbersHint}
          value={text}
          error={wrong === undefined ? undefined : words.wrong(wrong)}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="room-numbers"
        />
        <div className={form.foot}>
          <Button
            type="submit"
            disabled={wrong !== undefined || numbers.length === 0}
            loading={progress !== undefined}
            data-testid="rooms-add"
          >
            {words.add(numbers.length)}
          </Button>
          {location.pms.connector !== null && (
            <Button
              variant="default"
              disabled={progress !== undefined}
              onClick={() => void addFromPms()}
              data-testid="rooms-from-pms"
            >
              {words.fromPms}
            </Button>
          )}
          <p role="status" className={form.lead}>
            {progress ? (progress.all === 0 ? words.asking : words.progress(progress.done, progress.all)) : ''}
          </p>
        </div>
      </form>
    </Panel>
  );
};
