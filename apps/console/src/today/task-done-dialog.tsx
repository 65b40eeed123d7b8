// A person says that a task is done, with a note for the record.
import { Textarea } from '@mantine/core';
import type { TodayProblem } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { commandLater, useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { titleOf } from './problem-text.ts';

/** The dialog. */
export const TaskDoneDialog = ({ problem, onClose }: { problem: TodayProblem; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.today.doneDialog;
  const { location, time } = useCurrentLocation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const taskId = problem.subjectId ?? '';
  const done = useCallback(() => {
    void cache.invalidateQueries({ queryKey: queries.today(location.id).queryKey });
    const reopen = commandLater('reopenStaffTask', { params: { locationId: location.id, taskId } });
    announce(words.done, async () => {
      await reopen();
      void cache.invalidateQueries({ queryKey: queries.today(location.id).queryKey });
      return words.reopened;
    });
    onClose();
  }, [cache, location.id, taskId, announce, words, onClose]);
  const complete = useCommand('completeStaffTask', done);
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.confirm}
      confirmTestId="task-done-confirm"
      pending={complete.pending}
      onConfirm={() =>
        void complete.run({
          params: { locationId: location.id, taskId },
          body: note.trim() === '' ? {} : { note: note.trim() },
        })
      }
      onClose={onClose}
    >
      {complete.error !== undefined && <ProblemAlert error={complete.error} />}
      <p>
        <strong>{titleOf(problem, texts, time)}</strong>
      </p>
      <p>{words.lead}</p>
      <Textarea
        label={texts.revoke.note}
        description={texts.revoke.noteHint}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActionDialog>
  );
};
