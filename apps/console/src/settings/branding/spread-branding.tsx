// For whoever administers the brand: the other locations take this one's look.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/use-command.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { useAnnounce } from '../../parts/announcements.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useCurrentLocation } from '../../shell/current-location.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** The panel; only what is saved is carried on. */
export const SpreadBranding = ({ dirty }: { dirty: boolean }) => {
  const words = useTexts().branding;
  const announce = useAnnounce();
  const { location } = useCurrentLocation();
  const [asks, setAsks] = useState(false);
  const spread = useCommand('spreadBranding', async ({ locations }) => {
    setAsks(false);
    announce(words.spreadDone(locations));
  });
  return (
    <Panel heading={words.spread}>
      <p>{words.spreadHint}</p>
      <Button variant="default" mt={12} disabled={dirty} onClick={() => setAsks(true)} data-testid="spread-branding">
        {words.spread}
      </Button>
      {asks && (
        <ActionDialog
          heading={words.spread}
          confirm={words.spreadConfirm}
          confirmTestId="confirm-spread"
          danger
          pending={spread.pending}
          onConfirm={() =>
            void spread.run({ params: { brandId: location.brandId }, body: { fromLocationId: location.id } })
          }
          onClose={() => setAsks(false)}
        >
          <ProblemAlert error={spread.error} />
          <p>{words.spreadBody}</p>
        </ActionDialog>
      )}
    </Panel>
  );
};
