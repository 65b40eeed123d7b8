// Where guests write to the desk: how, and the number or address.

import { NativeSelect, TextInput } from '@mantine/core';
import type { DeskContact } from '@nightlatch/api';
import { useTexts } from '../../texts/use-texts.ts';
import classes from '../settings-form.module.css';

const KINDS = ['none', 'sms', 'email', 'web'] as const;
type Kind = DeskContact['kind'];

const RULES: Readonly<Record<Kind, (value: string) => boolean>> = {
  sms: (value) => /^\+?[\d\s()/.-]{5,30}$/.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  web: (value) => URL.canParse(value) && new URL(value).protocol === 'https:',
};

/** Whether the server would take it; it looks more closely. */
export const isContact = (contact: DeskContact | null): boolean =>
  contact === null || RULES[contact.kind](contact.value.trim());

type Props = {
  contact: DeskContact | null;
  refused: string | undefined;
  onChange: (contact: DeskContact | null) => void;
};

/** Two fields; the second only where there is a first. */
export const ContactField = ({ contact, refused, onChange }: Props) => {
  const words = useTexts().branding;
  const choose = (kind: (typeof KINDS)[number] | undefined): void =>
    onChange(kind === undefined || kind === 'none' ? null : { kind, value: '' });
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={words.contact}
        description={words.contactHint}
        value={contact?.kind ?? 'none'}
        data={KINDS.map((value) => ({ value, label: words.contactKinds[value] }))}
        onChange={({ currentTarget: { value } }) => choose(KINDS.find((kind) => kind === value))}
        data-testid="contact-kind"
      />
      {contact && (
        <TextInput
          type={contact.kind === 'sms' ? 'tel' : contact.kind === 'email' ? 'email' : 'url'}
          label={words.contactValues[contact.kind]}
          description={contact.kind === 'web' ? words.webHint : undefined}
          value={contact.value}
          error={
            refused ?? (contact.value !== '' && !isContact(contact) ? words.contactWrong[contact.kind] : undefined)
          }
          onChange={({ currentTarget: { value } }) => onChange({ kind: contact.kind, value })}
          data-testid="contact-value"
        />
      )}
    </div>
  );
};
