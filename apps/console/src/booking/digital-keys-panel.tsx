// The section Digital Keys: conditions, the button that issues, every key with its state.

import { Button } from '@mantine/core';
import type { Booking } from '@nightlatch/api';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { type Texts, useTexts } from '../texts/use-texts.ts';
import { useNow } from '../time/use-time.ts';
import { ConditionsList } from './conditions-list.tsx';
import classes from './digital-keys-panel.module.css';
import { InvitationsList } from './invitations-list.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { KeyCard } from './key-card.tsx';
import { type IssueOffer, inReadingOrder, isCurrent, issueOffer } from './key-facts.ts';

/** Why the button is off, as a sentence; undefined when it is on. */
const whyNot = (offer: IssueOffer, texts: Texts): string | undefined => {
  switch (offer.kind) {
    case 'issue':
      return undefined;
    case 'unmet':
      return texts.keys.issueBlocked(texts.list(offer.codes.map((code) => texts.conditions.waiting[code] ?? code)));
    case 'over':
      return texts.keys.issueOver[offer.status];
    case 'has_key':
      return texts.keys.issueHasKey;
    case 'waits':
      return texts.keys.issueWaits;
  }
};

/** The panel. */
export const DigitalKeysPanel = ({ booking }: { booking: Booking }) => {
  const texts = useTexts();
  const { mayAct } = useCurrentLocation();
  const now = useNow();
  const [issuing, setIssuing] = useState<'now' | 'when_met'>();
  const offer = issueOffer(booking);
  const reason = whyNot(offer, texts);
  const keys = inReadingOrder(booking.keys);
  const current = keys.filter((key) => isCurrent(key, now));
  const past = keys.filter((key) => !isCurrent(key, now));
  return (
    <Panel
      heading={texts.keys.heading}
      flush
      testId="digital-keys"
      aside={
        mayAct && (
          <Button
            leftSection={<IconKey size={18} aria-hidden="true" />}
            disabled={reason !== undefined}
            aria-describedby={reason === undefined ? undefined : 'issue-reason'}
            onClick={() => setIssuing('now')}
            data-testid="issue-key"
          >
            {texts.keys.issue}
          </Button>
        )
      }
    >
      {mayAct && reason !== undefined && (
        <div className={classes.reason}>
          <p id="issue-reason" data-testid="issue-reason">
            {reason}
          </p>
          {offer.kind === 'unmet' && (
            <Button
              variant="default"
              size="xs"
              title={texts.keys.issueWhenMetHint}
              onClick={() => setIssuing('when_met')}
              data-testid="issue-when-met"
            >
              {texts.keys.issueWhenMet}
            </Button>
          )}
        </div>
      )}
      <ConditionsList conditions={booking.conditions} relevant={offer.kind !== 'over'} />
      <div className={classes.keys}>
        {current.length === 0 && <p className={classes.none}>{texts.keys.none}</p>}
        {current.map((key) => (
          <KeyCard key={key.id} digitalKey={key} booking={booking} now={now} />
        ))}
        <InvitationsList booking={booking} />
        {past.length > 0 && (
          <details className={classes.past}>
            <summary>{texts.keys.past(past.length)}</summary>
            <div className={classes.pastKeys}>
              {past.map((key) => (
                <KeyCard key={key.id} digitalKey={key} booking={booking} now={now} />
              ))}
            </div>
          </details>
        )}
      </div>
      {issuing && (
        <IssueDialog
          booking={booking}
          waitForConditions={issuing === 'when_met'}
          onClose={() => setIssuing(undefined)}
        />
      )}
    </Panel>
  );
};
