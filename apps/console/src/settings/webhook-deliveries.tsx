// How the last deliveries to an address went; one can be sent again.
import { Button } from '@mantine/core';
import type { WebhookDelivery } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './rows.module.css';
import { settingsQueries } from './settings-queries.ts';
import { useSave } from './use-save.ts';

/** The list, read only once somebody opens it. */
export const WebhookDeliveries = ({ webhookId }: { webhookId: string }) => {
  const words = useTexts().settings.webhooks;
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.body} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.deliveries}</summary>
      {open && <Deliveries webhookId={webhookId} />}
    </details>
  );
};

const Deliveries = ({ webhookId }: { webhookId: string }) => {
  const words = useTexts().settings.webhooks;
  const { location } = useCurrentLocation();
  const deliveries = useQuery(settingsQueries.deliveries(location.id, webhookId));
  if (deliveries.error) return <ProblemAlert error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  if (!deliveries.data) return <p role="status">{words.deliveriesLoading}</p>;
  if (deliveries.data.length === 0) return <p className={classes.soft}>{words.deliveriesNone}</p>;
  return (
    <ul>
      {deliveries.data.map((one) => (
        <Delivery key={one.id} webhookId={webhookId} delivery={one} />
      ))}
    </ul>
  );
};

const TONES = { pending: 'info', delivered: 'good', failed: 'bad' } as const;
const nothing = (): void => undefined;

const Delivery = ({ webhookId, delivery }: { webhookId: string; delivery: WebhookDelivery }) => {
  const words = useTexts().settings.webhooks;
  const { location, time } = useCurrentLocation();
  const { queryKey } = settingsQueries.deliveries(location.id, webhookId);
  const again = useSave('replayWebhookDelivery', queryKey, nothing, words.replaying);
  const params = { locationId: location.id, webhookId, deliveryId: delivery.id };
  return (
    <li className={classes.row} data-testid="delivery" data-state={delivery.state}>
      <div className={classes.grow}>
        <strong>{words.eventNames[delivery.type] ?? delivery.type}</strong>
        <p className={classes.soft}>
          {[
            time.instant(delivery.createdAt),
            words.attempts(delivery.attempts),
            delivery.lastStatus === null ? null : words.answered(delivery.lastStatus),
            delivery.nextAttemptAt === null ? null : words.next(time.instant(delivery.nextAttemptAt)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ProblemAlert error={again.error} />
      </div>
      <Tag tone={TONES[delivery.state]}>{words.states[delivery.state]}</Tag>
      {delivery.state !== 'pending' && (
        <Button
          size="xs"
          variant="default"
          loading={again.pending}
          onClick={() => void again.run({ params })}
          data-testid="delivery-again"
        >
          {words.again}
        </Button>
      )}
    </li>
  );
};
