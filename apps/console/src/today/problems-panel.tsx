// What needs somebody, by urgency, each with its one action; arrow keys walk through the actions.
import { TODAY_URGENCIES, type TodayProblem } from '@nightlatch/api';
import { IconCircleCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { TodayDialog } from './problem-action.ts';
import { ProblemDialogs } from './problem-dialogs.tsx';
import { ProblemRow } from './problem-row.tsx';
import classes from './problems-panel.module.css';

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const actions = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-testid="problem-act"]')];
  const here = actions.indexOf(document.activeElement as HTMLElement); // -1 when something else has the focus
  const next = actions[here + (event.key === 'ArrowDown' ? 1 : -1)];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
};

/** The panel. */
export const ProblemsPanel = ({ problems, more }: { problems: readonly TodayProblem[]; more: boolean }) => {
  const texts = useTexts();
  const words = texts.today;
  const { location } = useCurrentLocation();
  const announce = useAnnounce();
  const [open, setOpen] = useState<{ problem: TodayProblem; dialog: TodayDialog }>();
  const resynced = useCallback(() => announce(words.resynced), [announce, words]);
  const resync = useCommand('resyncPms', resynced);
  return (
    <Panel
      heading={words.problems}
      flush
      testId="today-problems"
      aside={
        problems.length > 0 && (
          <p role="status" className={classes.soft}>
            {words.problemCount(problems.length, more)}
          </p>
        )
      }
    >
      {resync.error !== undefined && <ProblemAlert error={resync.error} />}
      {problems.length === 0 && (
        <Notice
          icon={<IconCircleCheck size={36} stroke={1.4} aria-hidden="true" />}
          heading={words.none}
          body={words.noneBody}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are an addition; every action is a button or link of its own */}
      <div onKeyDown={walk}>
        {TODAY_URGENCIES.map((urgency) => {
          const own = problems.filter((one) => one.urgency === urgency);
          if (own.length === 0) return null;
          return (
            <section key={urgency} aria-label={words.urgency[urgency]}>
              <h3 className={classes.urgency} data-urgency={urgency}>
                {words.urgency[urgency]}
              </h3>
              <ul>
                {own.map((problem) => (
                  <ProblemRow
                    key={problem.id}
                    problem={problem}
                    resyncing={resync.pending}
                    onDialog={(dialog) => setOpen({ problem, dialog })}
                    onResync={() => void resync.run({ params: { locationId: location.id } })}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {more && <p className={classes.more}>{words.moreProblems}</p>}
      {open && <ProblemDialogs {...open} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
};
