// The three states of what a topic reads: on its way, failed, there.
import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './settings-form.module.css';

/** Shows `children` with the data once it is there; before that what stands in its place. */
export const Loaded = <T,>(props: { query: UseQueryResult<T>; heading: string; children: (data: T) => ReactNode }) => {
  const words = useTexts().settings.form;
  const { data, error, refetch } = props.query;
  // What asks again by itself forgets its error while it does: the alert, and the button in it, must not come and go.
  const [failed, setFailed] = useState<unknown>(null);
  if (error !== null && error !== failed) setFailed(error);
  if (data !== undefined) return props.children(data);
  const retry = (): void => {
    void refetch();
    setFailed(null);
  };
  return (
    <Panel heading={props.heading}>
      {failed !== null ? (
        <ProblemAlert error={failed} heading={words.failed} onRetry={retry} />
      ) : (
        <div role="status" aria-label={words.loading} className={classes.group}>
          <Skeleton height={18} width="60%" />
          <Skeleton height={36} />
          <Skeleton height={36} />
        </div>
      )}
    </Panel>
  );
};
