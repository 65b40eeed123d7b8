// Saves one form: on success the answer takes the stored place and a word says so; on a refusal what is stored is read again.
import type { OperationId, OperationInput, OperationResult } from '@nightlatch/api';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Command, useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Where locations are kept: their settings are read from there. */
export const LOCATIONS: QueryKey = ['locations'];

/** The command of a form. `queryKey` is read again after it, whatever its outcome; `onDone` runs after a success. */
export const useSave = <O extends OperationId>(
  operation: O,
  queryKey: QueryKey,
  onDone: (result: OperationResult<O>) => void,
  done?: string,
): Command<O> => {
  const texts = useTexts();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const finish = useCallback(
    async (result: OperationResult<O>) => {
      // Before the form lets go of its edits, so that no older value flashes up.
      await cache.invalidateQueries({ queryKey });
      // What the frame knows of the location may follow from it: that a PMS is connected, for instance.
      void cache.invalidateQueries({ queryKey: LOCATIONS });
      onDone(result);
      announce(done ?? texts.settings.form.saved);
    },
    [cache, queryKey, onDone, announce, done, texts],
  );
  const command = useCommand(operation, finish);
  const { run: send } = command;
  const run = useCallback(
    async (input: OperationInput<O> & { ifMatch?: string }) => {
      const ok = await send(input);
      if (!ok) void cache.invalidateQueries({ queryKey });
      return ok;
    },
    [send, cache, queryKey],
  );
  return { ...command, run };
};
