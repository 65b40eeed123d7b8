// From one page of the bookings to the next and back, with as much of the list as the reader has walked past.
import { Button } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import classes from './pager.module.css';

type Props = {
  /** Places of the first and last booking shown; undefined when the reader came here by an address. */
  range: { readonly from: number; readonly to: number } | undefined;
  /** Undefined on the first page; `to`: whether the page before is known, or only the first one. */
  back: { readonly to: 'previous' | 'first'; readonly go: () => void } | undefined;
  onNext: (() => void) | undefined;
  busy: boolean;
};

/** The bar below the list; nothing where one page holds everything. */
export const Pager = ({ range, back, onNext, busy }: Props) => {
  const words = useTexts().bookings;
  if (!back && !onNext) return null;
  return (
    <nav aria-label={words.pages} className={classes.pager}>
      {back && (
        <Button variant="default" disabled={busy} onClick={back.go} data-testid="page-back">
          {back.to === 'previous' ? words.previousPage : words.firstPage}
        </Button>
      )}
      <span className={classes.range} data-testid="page-range">
        {range && words.range(String(range.from), String(range.to))}
      </span>
      {onNext && (
        <Button variant="default" disabled={busy} onClick={onNext} data-testid="page-next">
          {words.nextPage}
        </Button>
      )}
    </nav>
  );
};
