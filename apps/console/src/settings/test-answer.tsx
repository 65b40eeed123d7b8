// What came of a test: that it goes on, a plain answer, and the step to take. Read out by screen readers.
import { Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import classes from './test-answer.module.css';

type Answer = { ok: boolean; sentence: string; step: string };

/** The answer; nothing before the first test. */
export const TestAnswer = (props: { pending: boolean; progress: string; answer: Answer | undefined }) => {
  const { pending, progress, answer } = props;
  return (
    <div role="status">
      {pending && (
        <p className={classes.progress}>
          <Loader size={18} aria-hidden="true" />
          {progress}
        </p>
      )}
      {!pending && answer && (
        <div className={classes.answer} data-ok={answer.ok} data-testid="test-answer">
          {answer.ok ? <IconCircleCheck size={22} aria-hidden="true" /> : <IconCircleX size={22} aria-hidden="true" />}
          <div>
            <p>
              <strong>{answer.sentence}</strong>
            </p>
            <p>{answer.step}</p>
          </div>
        </div>
      )}
    </div>
  );
};
