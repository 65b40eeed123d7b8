// One's own passkeys: add, rename, remove.
import { Button, TextInput } from '@mantine/core';
import type { Passkey } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { Loaded } from '../settings/loaded.tsx';
import rows from '../settings/rows.module.css';
import { useSave } from '../settings/use-save.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useTime } from '../time/use-time.ts';
import classes from './account-page.module.css';
import { accountQueries } from './account-queries.ts';
import { passkeysWork } from './passkeys.ts';
import { useAddPasskey } from './use-add-passkey.ts';

/** The longest name that the server takes. */
const LONGEST = 60;

/** The panel. */
export const PasskeysPanel = () => {
  const words = useTexts().account.passkey;
  const passkeys = useQuery(accountQueries.passkeys());
  const [adding, setAdding] = useState(false);
  const close = useCallback(() => setAdding(false), []);
  return (
    <Loaded query={passkeys} heading={words.heading}>
      {(all) => (
        <Panel heading={words.heading} flush testId="passkeys">
          <div className={`${rows.body} ${classes.body}`}>
            <p className={classes.lead}>{words.lead}</p>
            {all.length === 0 && <p>{words.none}</p>}
            {passkeysWork() ? (
              <Button onClick={() => setAdding(true)} data-testid="passkey-add">
                {words.add}
              </Button>
            ) : (
              <p className={classes.lead}>{words.unsupported}</p>
            )}
          </div>
          <ul className={classes.list}>
            {all.map((one) => (
              <PasskeyRow key={one.id} passkey={one} />
            ))}
          </ul>
          {adding && <AddDialog onClose={close} />}
        </Panel>
      )}
    </Loaded>
  );
};

const NameField = (props: { value: string; missing: boolean; onChange: (name: string) => void }) => {
  const words = useTexts().account.passkey;
  return (
    <TextInput
      label={words.name}
      value={props.value}
      maxLength={LONGEST}
      autoComplete="off"
      data-first-focus
      error={props.missing ? words.nameMissing : undefined}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data-testid="passkey-name"
    />
  );
};

const AddDialog = ({ onClose }: { onClose: () => void }) => {
  const words = useTexts().account.passkey;
  const [name, setName] = useState(words.thisDevice);
  const [tried, setTried] = useState(false);
  const add = useAddPasskey(onClose);
  const empty = name.trim() === '';
  return (
    <ActionDialog
      heading={words.add}
      confirm={words.add}
      confirmTestId="passkey-add-confirm"
      pending={add.pending}
      onConfirm={() => {
        setTried(true);
        if (!empty) void add.run(name.trim());
      }}
      onClose={onClose}
    >
      <ProblemAlert error={add.error} />
      {add.failure && <p role="alert">{words[add.failure]}</p>}
      <p>{words.addBody}</p>
      <NameField value={name} missing={tried && empty} onChange={setName} />
    </ActionDialog>
  );
};

const { queryKey } = queries.me();

const PasskeyRow = ({ passkey }: { passkey: Passkey }) => {
  const words = useTexts().account.passkey;
  const time = useTime(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [asks, setAsks] = useState<'rename' | 'remove'>();
  const close = useCallback(() => setAsks(undefined), []);
  const { name } = passkey;
  const times = [
    words.created(time.instant(passkey.createdAt)),
    passkey.lastUsedAt === null ? words.neverUsed : words.used(time.instant(passkey.lastUsedAt)),
  ];
  return (
    <li className={rows.row} data-testid="passkey-row">
      <div className={rows.grow}>
        <strong>{name}</strong>
        <p className={rows.soft}>{times.join(' · ')}</p>
      </div>
      {passkey.backedUp && <Tag tone="good">{words.backedUp}</Tag>}
      <div className={rows.actions}>
        <Button size="xs" variant="default" onClick={() => setAsks('rename')} aria-label={words.renameWhich(name)}>
          {words.rename}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => setAsks('remove')}
          aria-label={words.removeWhich(name)}
          data-testid="passkey-remove"
        >
          {words.remove}
        </Button>
      </div>
      {asks === 'rename' && <RenameDialog passkey={passkey} onClose={close} />}
      {asks === 'remove' && <RemoveDialog passkey={passkey} onClose={close} />}
    </li>
  );
};

type DialogProps = { passkey: Passkey; onClose: () => void };

const RenameDialog = ({ passkey, onClose }: DialogProps) => {
  const words = useTexts().account.passkey;
  const [name, setName] = useState(passkey.name);
  const rename = useSave('renamePasskey', queryKey, onClose, words.renamed);
  const empty = name.trim() === '';
  return (
    <ActionDialog
      heading={words.renameWhich(passkey.name)}
      confirm={words.rename}
      confirmTestId="passkey-rename-confirm"
      pending={rename.pending}
      onConfirm={() => {
        if (!empty) void rename.run({ params: { passkeyId: passkey.id }, body: { name: name.trim() } });
      }}
      onClose={onClose}
    >
      <ProblemAlert error={rename.error} />
      <NameField value={name} missing={empty} onChange={setName} />
    </ActionDialog>
  );
};

const RemoveDialog = ({ passkey, onClose }: DialogProps) => {
  const words = useTexts().account.passkey;
  const remove = useSave('removePasskey', queryKey, onClose, words.removed);
  return (
    <ActionDialog
      heading={words.removeWhich(passkey.name)}
      confirm={words.remove}
      confirmTestId="passkey-remove-confirm"
      danger
      pending={remove.pending}
      onConfirm={() => void remove.run({ params: { passkeyId: passkey.id } })}
      onClose={onClose}
    >
      <ProblemAlert error={remove.error} />
      <p>{words.removeBody}</p>
    </ActionDialog>
  );
};
