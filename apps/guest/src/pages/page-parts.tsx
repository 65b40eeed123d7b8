// What the pages beside the keys have in common: heading, what failed, a button that asks first.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../texts/use-texts.ts';
import type { RemoteTrouble } from './use-remote.ts';

/** A page with its heading; the heading takes the focus when the page opens. */
export function PageFrame(props: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly testId: string;
  readonly children: ComponentChildren;
}): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="page" data-testid={props.testId}>
      <h1 class="page-title" ref={heading} tabIndex={-1}>
        {props.title}
      </h1>
      {props.lead && <p class="page-lead">{props.lead}</p>}
      {props.children}
    </section>
  );
}

/** Nothing is here yet: it is being read, or could not be. */
export function NotHere(props: { readonly trouble: RemoteTrouble | undefined; readonly onRetry: () => void }): VNode {
  if (props.trouble === undefined) {
    return (
      <div class="skeleton" role="status" aria-label={texts.page.loading}>
        <div class="skeleton-line" />
        <div class="skeleton-line" />
        <div class="skeleton-line" />
      </div>
    );
  }
  return (
    <div class="advice" role="alert" data-testid="page-trouble" data-trouble={props.trouble.kind}>
      <p>{troubleWords(props.trouble)}</p>
      <button type="button" class="button" onClick={props.onRetry}>
        {texts.link.retry}
      </button>
    </div>
  );
}

/** A failure in the guest's words; what a page knows better it says itself. */
export function troubleWords(trouble: RemoteTrouble): string {
  return trouble.kind === 'offline' ? texts.page.offline : texts.page.trouble;
}

/** A button for what can't be undone: the second press does it, a few seconds later it forgets the first. */
export function AskFirst(props: {
  readonly label: string;
  readonly sure: string;
  readonly busy: boolean;
  readonly onDo: () => void;
  readonly testId: string;
}): VNode {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), FORGET_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <button
      type="button"
      class={asked ? 'button button-small button-sure' : 'button button-small button-quiet'}
      aria-disabled={props.busy}
      onClick={() => {
        if (props.busy) return;
        if (asked) props.onDo();
        setAsked(!asked);
      }}
      data-testid={props.testId}
    >
      {asked ? props.sure : props.label}
    </button>
  );
}

const FORGET_MS = 6_000;
