// The formatter of the hotel in whose pages the reader is, and a clock that makes pages look again.
import { useEffect, useMemo, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { type TimeFormat, timeFormat } from './format-time.ts';

/** The hotel's time format. */
export const useTime = (timeZone: string): TimeFormat => {
  const { locale } = useTexts();
  return useMemo(
    () =>
      timeFormat({
        locale,
        timeZone,
        viewerZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        now: Date.now,
      }),
    [locale, timeZone],
  );
};

/** The instant in UTC ms, new every `everySeconds`, so that "until" turns into "ended" by itself. */
export const useNow = (everySeconds = 15): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
};
