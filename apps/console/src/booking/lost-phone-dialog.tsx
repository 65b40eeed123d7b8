// A phone is lost: says what is taken back for ever, reports it, and shows the link for the phone that takes its place.
import type { Booking, Device, DeviceLostReport } from '@nightlatch/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './revoke-dialog.module.css';

type Props = { locationId: string; bookingId: Booking['id']; device: Device; onClose: () => void };

/** The dialog. */
export const LostPhoneDialog = ({ locationId, bookingId, device, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.lostPhone;
  const { time } = useCurrentLocation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const [report, setReport] = useState<DeviceLostReport>();
  const done = useCallback(
    (made: DeviceLostReport) => {
      setReport(made);
      announce(words.done);
      void cache.invalidateQueries({ queryKey: ['location', locationId] });
    },
    [announce, words, cache, locationId],
  );
  const lost = useCommand('reportDeviceLost', done);
  if (report !== undefined) {
    const url = new URL(report.link.url, window.location.origin).href;
    return (
      <ActionDialog heading={words.heading} pending={false} dismiss={texts.close} onClose={onClose}>
        <p>
          {report.device.couldOpenUntil === null
            ? words.proven
            : words.couldOpen(time.instant(report.device.couldOpenUntil))}
        </p>
        <p>{words.newPhone}</p>
        <QrCode text={url} label={texts.link.qrLabel} testId="lost-phone-qr" />
        <p className={classes.soft}>
          {texts.link.expires(time.instant(report.link.expiresAt))} {texts.link.once}
        </p>
      </ActionDialog>
    );
  }
  return (
    <DecisionDialog
      heading={words.heading}
      lead={words.lead(device.name)}
      confirm={words.confirm}
      testId="lost-phone"
      danger
      text={{ label: texts.revoke.note, hint: texts.revoke.noteHint }}
      pending={lost.pending}
      error={lost.error}
      onConfirm={(note) =>
        void lost.run({
          params: { locationId, bookingId, deviceId: device.id },
          body: note === '' ? {} : { note },
        })
      }
      onClose={onClose}
    >
      <p className={classes.warning}>
        <IconAlertTriangle size={20} aria-hidden="true" />
        <span>{words.noUndo}</span>
      </p>
    </DecisionDialog>
  );
};
