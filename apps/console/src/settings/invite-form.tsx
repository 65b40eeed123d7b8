// Inviting a colleague: name and e-mail, then the one-time link, shown once. The same form for a location's staff and a brand's administrators.
import { TextInput } from '@mantine/core';
import type { NewInvitation, OperationInput } from '@nightlatch/api';
import type { QueryKey } from '@tanstack/react-query';
import { type ReactNode, useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SettingsForm } from './settings-form.tsx';
import { useSave } from './use-save.ts';

type Inviting = 'inviteStaff' | 'inviteBrandAdministrator';

type Props<O extends Inviting> = {
  operation: O;
  /** What the server gets for a person. */
  input: (who: { name: string; email: string }) => OperationInput<O>;
  /** Where people and invitations are kept: read again after it. */
  queryKey: QueryKey;
  heading: string;
  lead: string;
  /** Of the form; its link is `<testId>-link`. */
  testId: string;
  /** What else is asked, the role for instance. */
  children?: ReactNode;
};

/** The form. */
export const InviteForm = <O extends Inviting>(props: Props<O>) => {
  const texts = useTexts();
  const words = texts.settings.staff;
  const { time } = useCurrentLocation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [made, setMade] = useState<{ link: NewInvitation; who: string }>();
  const done = useCallback(
    (link: NewInvitation) => {
      setMade({ link, who: name });
      setName('');
      setEmail('');
    },
    [name],
  );
  const invite = useSave<Inviting>(props.operation, props.queryKey, done, words.invited);
  const refused = invite.error === undefined ? {} : describeError(invite.error, texts).fields;
  const emailOk = /^[^\s@]+@[^\s@]+$/.test(email.trim());
  return (
    <>
      {made && (
        <SecretOnce
          label={words.link(made.who)}
          hint={words.linkHint(time.instant(made.link.expiresAt))}
          value={new URL(made.link.url, window.location.origin).href}
          onHide={() => setMade(undefined)}
          testId={`${props.testId}-link`}
        />
      )}
      <SettingsForm
        heading={props.heading}
        lead={props.lead}
        dirty={name !== '' || email !== ''}
        pending={invite.pending}
        error={invite.error}
        invalid={name.trim() === '' || !emailOk}
        save={words.makeLink}
        onSave={() => {
          // Made for the operation that was named with it: which one that is, only the caller knows.
          const input = props.input({ name: name.trim(), email: email.trim() }) as OperationInput<Inviting>;
          void invite.run(input);
        }}
        testId={props.testId}
      >
        <TextInput
          label={words.name}
          value={name}
          autoComplete="off"
          error={refused.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={words.email}
          value={email}
          autoComplete="off"
          error={email !== '' && !emailOk ? words.emailWrong : refused.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {props.children}
      </SettingsForm>
    </>
  );
};
