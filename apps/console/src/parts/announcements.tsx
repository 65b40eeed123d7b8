// Short results of actions, shown in a corner and read out by screen readers.
import { CloseButton } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './announcements.module.css';

const SHOWN_MS = 6000;

type Announce = (sentence: string) => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a result to whoever looks or listens. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** Holds the corner; wraps the app. */
export const Announcements = ({ children }: { children: ReactNode }) => {
  const texts = useTexts();
  const [items, setItems] = useState<readonly { id: number; sentence: string }[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setItems((all) => all.filter((one) => one.id !== id)), []);
  const announce = useCallback<Announce>(
    (sentence) => {
      const id = next.current++;
      setItems((all) => [...all.slice(-2), { id, sentence }]);
      setTimeout(() => drop(id), SHOWN_MS);
    },
    [drop],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className={classes.corner} role="status" aria-live="polite">
        {items.map((item) => (
          <div key={item.id} className={classes.item}>
            <span>{item.sentence}</span>
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
