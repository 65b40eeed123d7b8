// Short results of actions, shown in a corner and read out by screen readers; where an action can safely be taken back, with the way back.
import { Button, CloseButton, Kbd } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { endSession, isSignedOut } from '../api/client.ts';
import { describeError } from '../api/describe-error.ts';
import { isUnsettled } from '../api/idempotency.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './announcements.module.css';
import { focusPage } from './focus-page.ts';
import { isUndoPress, onPageLeft, type Undo } from './undo.ts';

const SHOWN_MS = 6000;

type Announce = (sentence: string, undo?: Undo) => void;
type Item = { readonly id: number; readonly sentence: string; readonly undo?: Undo; readonly pending?: true };

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a result to whoever looks or listens. With a way back it stays until that is used, it is closed, or the page is left. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** Holds the corner; wraps the app. */
export const Announcements = ({ children }: { children: ReactNode }) => {
  const texts = useTexts();
  const [items, setItems] = useState<readonly Item[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setItems((all) => all.filter((one) => one.id !== id)), []);
  const announce = useCallback<Announce>(
    (sentence, undo) => {
      const id = next.current++;
      setItems((all) => {
        // Only the last action is taken back: what came after an older one may rest on it.
        const others = undo === undefined ? all : all.filter((one) => one.undo === undefined);
        return [...others.slice(-2), { id, sentence, ...(undo && { undo }) }];
      });
      if (undo === undefined) setTimeout(() => drop(id), SHOWN_MS);
    },
    [drop],
  );
  useEffect(() => onPageLeft(() => setItems((all) => all.filter((one) => one.undo === undefined))), []);

  const takeBack = useCallback(
    async (item: Item): Promise<void> => {
      if (item.undo === undefined || item.pending) return;
      const put = (changed: Item): void => setItems((all) => all.map((one) => (one.id === item.id ? changed : one)));
      put({ ...item, pending: true });
      try {
        const said = await item.undo();
        drop(item.id);
        announce(said);
        focusPage();
      } catch (caught) {
        if (isSignedOut(caught)) endSession();
        const { sentence } = describeError(caught, texts);
        if (isUnsettled(caught)) return put({ ...item, sentence });
        drop(item.id);
        announce(sentence);
      }
    },
    [announce, drop, texts],
  );
  const undoable = items.find((one) => one.undo !== undefined);
  useEffect(() => {
    if (undoable === undefined) return;
    const press = (event: KeyboardEvent): void => {
      if (!isUndoPress(event)) return;
      event.preventDefault();
      void takeBack(undoable);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [undoable, takeBack]);

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className={classes.corner} role="status" aria-live="polite">
        {items.map((item) => (
          <div key={item.id} className={classes.item} data-testid="announcement">
            <span>{item.sentence}</span>
            {item.undo && (
              <>
                <Button
                  size="xs"
                  variant="default"
                  className={classes.undo}
                  loading={item.pending ?? false}
                  rightSection={
                    <Kbd size="xs" aria-hidden="true" className={classes.keys}>
                      Ctrl Z
                    </Kbd>
                  }
                  aria-keyshortcuts="Control+Z Meta+Z"
                  onClick={() => void takeBack(item)}
                  data-testid="undo"
                >
                  {texts.undo.act}
                </Button>
                <span className="nl-hidden">{item.pending ? texts.undo.pending : texts.undo.hint}</span>
              </>
            )}
            <CloseButton
              size="sm"
              variant="transparent"
              c="inherit"
              aria-label={texts.close}
              onClick={() => drop(item.id)}
            />
          </div>
        ))}
      </div>
    </AnnounceContext>
  );
};
