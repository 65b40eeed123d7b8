// Whose clock the times of a page are by, where the reader's own shows another one.
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './zone-note.module.css';

/** The note; nothing where both clocks agree. */
export const ZoneNote = () => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  return time.foreignZone === undefined ? null : (
    <p className={classes.note}>{texts.booking.hotelTime(time.foreignZone)}</p>
  );
};
