// When a common door lets guests in: as it is now, for everybody; changed by administrators.
import { Button } from '@mantine/core';
import type { Door } from '@nightlatch/api';
import { hoursLines, isOpenAt } from '@nightlatch/texts';
import { useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { HoursDialog } from './hours-dialog.tsx';
import classes from './hours-panel.module.css';

/** The panel of one common door. */
export const HoursPanel = ({ door }: { door: Door }) => {
  const texts = useTexts();
  const words = texts.doorHours;
  const { location, mayAdminister } = useCurrentLocation();
  const [edits, setEdits] = useState(false);
  const { hours } = door;
  return (
    <Panel
      heading={words.heading}
      testId="door-hours"
      aside={hours && <OpenTag hours={hours} timeZone={location.timeZone} />}
    >
      {hours === null ? (
        <p data-testid="always-open">{words.always}</p>
      ) : (
        <>
          <dl className={classes.lines}>
            {hoursLines(hours, texts.locale).map(({ days, times }) => (
              <div key={times}>
                {days !== '' && <dt>{days}</dt>}
                <dd>{times}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.zone}>{words.zone(location.timeZone)}</p>
        </>
      )}
      {mayAdminister && (
        <Button variant="default" mt={12} onClick={() => setEdits(true)} data-testid="change-hours">
          {words.edit}
        </Button>
      )}
      {edits && <HoursDialog door={door} onClose={() => setEdits(false)} />}
    </Panel>
  );
};

/** By the hotel's clock; drawn anew with every look at the doors. */
export const OpenTag = ({ hours, timeZone }: { hours: NonNullable<Door['hours']>; timeZone: string }) => {
  const words = useTexts().doorHours;
  const open = isOpenAt(hours, Date.now(), timeZone);
  return <Tag tone={open ? 'good' : 'neutral'}>{open ? words.openNow : words.closedNow}</Tag>;
};
