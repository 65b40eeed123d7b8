// The one-time link that sets the guest's phone up: as a code to scan and a text to copy, shown once.

import { Button, TextInput } from '@mantine/core';
import type { Booking, EnrolmentLink } from '@nightlatch/api';
import { IconCheck, IconCopy, IconMail, IconMessage, IconQrcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './guest-link-panel.module.css';
import { hasOwnChannel, SendLink } from './send-link.tsx';
import { sendingLinks } from './sending-links.ts';

/** The panel. */
export const GuestLinkPanel = ({ booking }: { booking: Booking }) => (
  <Panel heading={useTexts().link.heading}>
    <GuestLink booking={booking} />
  </Panel>
);

/** Makes the link and shows it. It lives only in this component: it is gone when the page or dialog is left. */
export const GuestLink = ({ booking }: { booking: Booking }) => {
  const texts = useTexts();
  const words = texts.link;
  const { location } = useCurrentLocation();
  const [made, setMade] = useState<{ link: EnrolmentLink; devicesBefore: readonly string[] }>();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const [sent, setSent] = useState(false);
  const reach = useQuery(queries.guestReach(booking.locationId, booking.id)).data;
  const own = hasOwnChannel(reach);
  const known = booking.devices;
  const done = useCallback(
    (link: EnrolmentLink) => {
      setMade({ link, devicesBefore: known.map((one) => one.id) });
      setCopied('no');
      setSent(false);
    },
    [known],
  );
  const create = useCommand('createEnrolmentLink', done);
  const used = made !== undefined && booking.devices.some((one) => !made.devicesBefore.includes(one.id));
  const url = made && new URL(made.link.url, window.location.origin).href;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url ?? '');
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <div className={classes.content}>
      {create.error !== undefined && <ProblemAlert error={create.error} />}
      {(made === undefined || used) && (
        <p className={classes.soft} data-testid={sent ? 'link-sent' : undefined}>
          {sent ? words.sentBody : used ? words.used : words.body}
        </p>
      )}
      {reach && own && (
        <SendLink
          booking={booking}
          reach={reach}
          onSent={() => {
            setMade(undefined);
            setSent(true);
          }}
        />
      )}
      {made && url && !used && (
        <Link
          url={url}
          expiresAt={made.link.expiresAt}
          copied={copied}
          send={own ? undefined : sendingLinks(url, booking, words.message(location.name))}
          onCopy={() => void copy()}
          onHide={() => setMade(undefined)}
        />
      )}
      <Button
        variant="default"
        fullWidth
        leftSection={<IconQrcode size={18} aria-hidden="true" />}
        loading={create.pending}
        title={made && !used ? words.replaces : undefined}
        onClick={() => void create.run({ params: { locationId: booking.locationId, bookingId: booking.id } })}
        data-testid="create-link"
      >
        {made ? words.createAnother : words.create}
      </Button>
    </div>
  );
};

type LinkProps = {
  url: string;
  expiresAt: string;
  copied: 'no' | 'yes' | 'failed';
  /** Absent where the hotel sends by its own channels. */
  send: { readonly email: string; readonly sms: string } | undefined;
  onCopy: () => void;
  onHide: () => void;
};

const Link = ({ url, expiresAt, copied, send, onCopy, onHide }: LinkProps) => {
  const texts = useTexts();
  const words = texts.link;
  const { time } = useCurrentLocation();
  return (
    <>
      <p>{words.scan}</p>
      <QrCode text={url} label={words.qrLabel} testId="link-qr" />
      <TextInput
        aria-label={words.url}
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
        data-testid="link-url"
      />
      <Button
        fullWidth
        leftSection={
          copied === 'yes' ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
        }
        onClick={onCopy}
        data-testid="link-copy"
      >
        {copied === 'yes' ? words.copied : words.copy}
      </Button>
      {send && (
        <div className={classes.send}>
          <Button
            component="a"
            href={send.email}
            variant="default"
            leftSection={<IconMail size={18} aria-hidden="true" />}
            data-testid="link-email"
          >
            {words.email}
          </Button>
          <Button
            component="a"
            href={send.sms}
            variant="default"
            leftSection={<IconMessage size={18} aria-hidden="true" />}
            data-testid="link-sms"
          >
            {words.sms}
          </Button>
        </div>
      )}
      <p role="status" className={copied === 'failed' ? undefined : 'nl-hidden'}>
        {copied === 'failed' ? words.copyFailed : copied === 'yes' ? words.copied : ''}
      </p>
      <p className={classes.soft}>
        {words.expires(time.instant(expiresAt))} {words.once}
      </p>
      <Button variant="default" fullWidth onClick={onHide}>
        {words.hide}
      </Button>
    </>
  );
};
