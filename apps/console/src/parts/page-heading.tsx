// A page's title: in the window, on the page, and first to be read after a change of page.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';

let isFirstPage = true;

/** The page's h1. Takes the focus when the page was reached from another one, so that a screen reader says where it is. */
export const PageHeading = (props: { title: string; where?: string; hidden?: boolean; children?: ReactNode }) => {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = texts.title(props.title, props.where);
  }, [texts, props.title, props.where]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={props.hidden ? 'nl-hidden' : undefined}>
      {props.children ?? props.title}
    </h1>
  );
};
