// Who else has the booking's room now, and what the desk can settle about it.
import { Button } from '@mantine/core';
import type { Booking, RoomHolder } from '@nightlatch/api';
import { IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { OverrideRoomDialog, ShareRoomDialog } from './room-dialogs.tsx';
import classes from './room-notice.module.css';

/** The notice; nothing where nobody else is in the room. */
export const RoomNotice = ({ booking }: { booking: Booking }) => {
  const words = useTexts().room;
  const { location, mayAct } = useCurrentLocation();
  const [open, setOpen] = useState<{ other: RoomHolder; dialog: 'share' | 'override' }>();
  if (booking.othersInRoom.length === 0) return null;
  const close = (): void => setOpen(undefined);
  return (
    <section className={classes.notice} aria-label={words.heading} data-testid="room-notice">
      <IconUsers size={20} aria-hidden="true" />
      <ul>
        {booking.othersInRoom.map((other) => (
          <li key={other.bookingId} data-related={other.related}>
            <p>
              {other.related ? words.shares : words.inTheWay}{' '}
              <Link
                to="/l/$locationId/bookings/$bookingId"
                params={{ locationId: location.id, bookingId: other.bookingId }}
              >
                {words.other(other.guestName, other.reference)}
              </Link>
            </p>
            {!other.related && mayAct && (
              <div className={classes.acts}>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setOpen({ other, dialog: 'share' })}
                  data-testid="share-room"
                >
                  {words.share.open}
                </Button>
                {booking.status === 'checked_in' && (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setOpen({ other, dialog: 'override' })}
                    data-testid="override-room"
                  >
                    {words.override.open}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {open?.dialog === 'share' && <ShareRoomDialog booking={booking} other={open.other} onClose={close} />}
      {open?.dialog === 'override' && <OverrideRoomDialog booking={booking} other={open.other} onClose={close} />}
    </section>
  );
};
