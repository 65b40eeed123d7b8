// One digital key: whose, state, validity, where it is, how far its revocation is, and what can be done with it.

import { Button } from '@mantine/core';
import type { Booking, Delivery, DigitalKey } from '@nightlatch/api';
import {
  IconCalendarTime,
  IconDeviceMobile,
  IconHelpCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Facts } from '../parts/panel.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { type Texts, useTexts } from '../texts/use-texts.ts';
import type { TimeFormat } from '../time/format-time.ts';
import classes from './key-card.module.css';
import { type KeyDialog, KeyDialogs } from './key-dialogs.tsx';
import { RevocationProgress } from './revocation-progress.tsx';

const STATE_TONE: Readonly<Record<DigitalKey['state'], Tone>> = {
  waiting: 'warn',
  issued: 'good',
  suspended: 'warn',
  ended: 'neutral',
};

const DELIVERY_TONE: Readonly<Record<Delivery['state'], Tone>> = {
  to_deliver: 'warn',
  delivered: 'good',
  removed: 'neutral',
};

type Props = { digitalKey: DigitalKey; booking: Booking; now: number };

/** The card. */
export const KeyCard = ({ digitalKey: key, booking, now }: Props) => {
  const texts = useTexts();
  const { location, mayAct, time } = useCurrentLocation();
  const [dialog, setDialog] = useState<KeyDialog>();
  const close = (): void => setDialog(undefined);
  const waiting = texts.list(key.waitingFor.map((one) => texts.conditions.waiting[one.code] ?? one.message));
  const alive = key.state !== 'ended';
  const inForce = key.state === 'issued' || key.state === 'suspended';
  return (
    <article className={classes.card} data-state={key.state} data-testid="key-card" data-key-id={key.id}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h3>{texts.keys.kind[key.kind]}</h3>
          <p>{texts.keys.keyFor(key.guestName, key.roomNumber ?? booking.roomNumber)}</p>
        </div>
        <Tag tone={STATE_TONE[key.state]} testId="key-state" state={key.state} wrap>
          {key.endReason === null ? texts.keys.state[key.state] : texts.keys.endReason[key.endReason]}
        </Tag>
      </header>
      {key.state === 'waiting' && waiting !== '' && (
        <p className={classes.waiting}>{texts.bookings.waitingFor(waiting)}</p>
      )}
      <Facts items={factsOf(key, texts, time)} />
      {key.state !== 'waiting' && (
        <div className={classes.deliveries}>
          <h4>{texts.keys.deliveries}</h4>
          {key.deliveries.length === 0 && <p className={classes.soft}>{texts.keys.noDeliveries}</p>}
          <ul>
            {key.deliveries.map((delivery) => (
              <li key={delivery.deviceId} data-testid="delivery" data-state={delivery.state}>
                <IconDeviceMobile size={18} stroke={1.7} aria-hidden="true" />
                <span className={classes.device}>{delivery.deviceName}</span>
                <Tag tone={alive ? DELIVERY_TONE[delivery.state] : 'neutral'}>
                  {!alive && delivery.state === 'delivered'
                    ? texts.keys.stillOnPhone
                    : texts.keys.delivery[delivery.state]}
                </Tag>
                <span className={classes.soft}>{deliveryTimes(delivery, alive, texts, time, now)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {key.revocation && <RevocationProgress revocation={key.revocation} endReason={key.endReason} />}
      <footer className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconHelpCircle size={16} aria-hidden="true" />}
          onClick={() => setDialog('why')}
          data-testid="diagnose-key"
        >
          {texts.diagnose.open}
        </Button>
        {mayAct && key.state === 'issued' && key.kind === 'primary' && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden="true" />}
            onClick={() => setDialog('reissue')}
            data-testid="reissue-key"
          >
            {texts.keys.reissue}
          </Button>
        )}
        {mayAct && key.state === 'issued' && key.kind === 'primary' && location.policies.companionsPerBooking > 0 && (
          <Button
            variant="default"
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            onClick={() => setDialog('invite')}
            data-testid="invite-companion"
          >
            {texts.invitations.invite}
          </Button>
        )}
        {mayAct && inForce && (
          <Button
            variant="default"
            leftSection={<IconCalendarTime size={16} aria-hidden="true" />}
            onClick={() => setDialog('validity')}
            data-testid="change-validity"
          >
            {texts.changeValidity.open}
          </Button>
        )}
        {mayAct && inForce && (
          <Button
            variant="default"
            leftSection={
              key.state === 'issued' ? (
                <IconPlayerPause size={16} aria-hidden="true" />
              ) : (
                <IconPlayerPlay size={16} aria-hidden="true" />
              )
            }
            onClick={() => setDialog(key.state === 'issued' ? 'suspend' : 'resume')}
            data-testid={key.state === 'issued' ? 'suspend-key' : 'resume-key'}
          >
            {key.state === 'issued' ? texts.suspend.open : texts.resume.open}
          </Button>
        )}
        {mayAct && alive && (
          <Button
            variant="default"
            className={classes.revoke}
            leftSection={<IconX size={16} aria-hidden="true" />}
            onClick={() => setDialog('revoke')}
            data-testid="revoke-key"
          >
            {texts.keys.revoke}
          </Button>
        )}
      </footer>
      {dialog && <KeyDialogs dialog={dialog} booking={booking} digitalKey={key} onStep={setDialog} onClose={close} />}
    </article>
  );
};

const factsOf = (key: DigitalKey, texts: Texts, time: TimeFormat): (readonly [string, string])[] => {
  const facts: [string, string | null][] = [
    [
      texts.keys.validity,
      key.validUntil &&
        (key.validFrom
          ? `${time.instant(key.validFrom)} – ${time.instant(key.validUntil)}`
          : `${texts.keys.validUntil} ${time.instant(key.validUntil)}`),
    ],
    [texts.keys.issuedAt, key.issuedAt && time.instant(key.issuedAt)],
    [texts.keys.requestedAt, key.issuedAt === null ? time.instant(key.requestedAt) : null],
    [texts.keys.endedAt, key.endedAt && time.instant(key.endedAt)],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
};

const deliveryTimes = (delivery: Delivery, alive: boolean, texts: Texts, time: TimeFormat, now: number): string => {
  if (delivery.state === 'removed') return delivery.removedAt ? texts.keys.at(time.short(delivery.removedAt)) : '';
  const lease =
    delivery.leaseUntil &&
    (Date.parse(delivery.leaseUntil) > now
      ? texts.keys.leaseUntil(time.short(delivery.leaseUntil))
      : texts.keys.leaseEnded(time.short(delivery.leaseUntil)));
  const since = delivery.deliveredAt && texts.keys.since(time.short(delivery.deliveredAt));
  return [since, alive && delivery.state === 'delivered' ? lease : null].filter(Boolean).join(' · ');
};
