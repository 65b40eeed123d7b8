// Who administers the brand: seen, invited and removed by whoever administers it.
import { Button } from '@mantine/core';
import type { StaffMember } from '@nightlatch/api';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSession } from '../session/session.ts';
import { InviteForm } from '../settings/invite-form.tsx';
import { Loaded } from '../settings/loaded.tsx';
import { OpenInvitations } from '../settings/open-invitations.tsx';
import classes from '../settings/rows.module.css';
import { settingsQueries } from '../settings/settings-queries.ts';
import { useSave } from '../settings/use-save.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The people, and the form to invite another. */
export const BrandAdministrators = ({ brandId }: { brandId: string }) => {
  const words = useTexts().brandAdministrators;
  const query = settingsQueries.brandAdministrators(brandId);
  const all = useQuery(query);
  const invitations = useQuery(settingsQueries.brandInvitations(brandId));
  return (
    <>
      <Loaded query={all} heading={words.heading}>
        {(people) => (
          <Panel heading={words.heading} flush testId="brand-administrators">
            <p className={`${classes.body} ${classes.soft}`}>{words.lead}</p>
            <ul>
              {people.map((one) => (
                <Row key={one.id} member={one} brandId={brandId} queryKey={query.queryKey} />
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
      <OpenInvitations
        query={invitations}
        operation="withdrawBrandInvitation"
        input={(invitationId) => ({ params: { brandId, invitationId } })}
        queryKey={query.queryKey}
      />
      <InviteForm
        operation="inviteBrandAdministrator"
        input={(body) => ({ params: { brandId }, body })}
        queryKey={query.queryKey}
        heading={words.invite}
        lead={words.inviteLead}
        testId="brand-invite-form"
      />
    </>
  );
};

type Of = { brandId: string; queryKey: QueryKey };

const Row = ({ member, brandId, queryKey }: Of & { member: StaffMember }) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { me } = useSession();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const remove = useSave('removeBrandAdministrator', queryKey, close, texts.brandAdministrators.removed);
  return (
    <li className={classes.row} data-testid="brand-administrator">
      <div className={classes.grow}>
        <strong>{member.id === me.id ? words.you(member.name) : member.name}</strong>
        <p className={classes.soft}>{member.email}</p>
      </div>
      <Button variant="default" onClick={() => setAsks(true)} aria-label={words.removeWho(member.name)}>
        {words.remove}
      </Button>
      {asks && (
        <ActionDialog
          heading={words.removeWho(member.name)}
          confirm={words.remove}
          confirmTestId="confirm-remove-administrator"
          danger
          pending={remove.pending}
          onConfirm={() => void remove.run({ params: { brandId, staffId: member.id } })}
          onClose={close}
        >
          <ProblemAlert error={remove.error} />
          <p>{texts.brandAdministrators.removeBody(member.name)}</p>
        </ActionDialog>
      )}
    </li>
  );
};
