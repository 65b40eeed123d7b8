// Arrival: how ID verification and mobile check-in stand, and what of them waits for the desk's decision.
import { Button } from '@mantine/core';
import type { Booking } from '@nightlatch/api';
import { useState } from 'react';
import { Facts, Panel } from '../parts/panel.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { type AskedDecision, RequestDialog } from '../requests/request-decision.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ArrivalRequests } from './arrival-requests.tsx';
import { OverrideIdDialog } from './override-id-dialog.tsx';

const ID_TONE: Readonly<Record<Booking['idVerification'], Tone>> = {
  not_verified: 'neutral',
  pending: 'warn',
  verified: 'good',
  failed: 'bad',
  manual_override: 'good',
};

const CHECK_IN_TONE: Readonly<Record<Booking['mobileCheckIn'], Tone>> = {
  not_started: 'neutral',
  submitted: 'warn',
  approved: 'good',
  declined: 'bad',
};

/** The panel. */
export const ArrivalPanel = ({ booking }: { booking: Booking }) => {
  const texts = useTexts();
  const words = texts.arrival;
  const { mayAct } = useCurrentLocation();
  const [asked, setAsked] = useState<AskedDecision>();
  const [overrides, setOverrides] = useState(false);
  const isAccepted = booking.idVerification === 'verified' || booking.idVerification === 'manual_override';
  const over = booking.status !== 'confirmed' && booking.status !== 'checked_in';
  return (
    <Panel heading={words.heading} testId="arrival">
      <Facts
        items={[
          [
            texts.booking.idVerification,
            <Tag key="id" tone={ID_TONE[booking.idVerification]} state={booking.idVerification}>
              {texts.booking.idVerifications[booking.idVerification]}
            </Tag>,
          ],
          [
            texts.booking.mobileCheckIn,
            <Tag key="mobile" tone={CHECK_IN_TONE[booking.mobileCheckIn]} state={booking.mobileCheckIn}>
              {texts.booking.mobileCheckIns[booking.mobileCheckIn]}
            </Tag>,
          ],
        ]}
      />
      {mayAct && <ArrivalRequests booking={booking} onDecide={setAsked} />}
      {mayAct && !isAccepted && !over && (
        <Button size="xs" variant="default" mt={10} onClick={() => setOverrides(true)} data-testid="override-id">
          {words.override.open}
        </Button>
      )}
      {asked && <RequestDialog {...asked} onClose={() => setAsked(undefined)} />}
      {overrides && <OverrideIdDialog booking={booking} onClose={() => setOverrides(false)} />}
    </Panel>
  );
};
