// The company account (single sign-on) of a location or a brand: what to enter at the provider, its settings, a test, who signs in with it.
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import {
  type OperationInput,
  SIGN_IN_PROVIDER_USES,
  type SignInProvider,
  type SignInProviderState,
} from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { CopyField } from '../parts/copy-field.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { goToProvider } from '../sign-in/company-accounts.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

type Wanted = OperationInput<'putSignInProvider'>['body'];
type Step<In extends unknown[]> = { pending: boolean; error: unknown; run: (...input: In) => Promise<boolean> };
type Steps = { save: Step<[Wanted]>; test: Step<[]>; remove: Step<[]> };

const nothing = (): void => undefined;

/** Of one location. */
export const LocationCompanyAccount = ({ locationId }: { locationId: string }) => {
  const words = useTexts().account.company;
  const query = settingsQueries.signInProvider(locationId);
  const state = useQuery(query);
  const cache = useQueryClient();
  const params = { locationId };
  const save = useSave('putSignInProvider', query.queryKey, nothing);
  const remove = useSave('removeSignInProvider', query.queryKey, nothing, words.removed);
  const test = useCommand('testSignInProvider', goToProvider);
  const steps: Steps = {
    save: { ...save, run: (body) => save.run({ params, body }) },
    remove: { ...remove, run: () => remove.run({ params }) },
    test: { ...test, run: () => test.run({ params }).finally(() => void cache.invalidateQueries(query)) },
  };
  return (
    <Loaded query={state} heading={words.heading}>
      {(now) => <CompanyAccount state={now} lead={words.lead} steps={steps} />}
    </Loaded>
  );
};

/** Of all locations of a brand. */
export const BrandCompanyAccount = ({ brandId }: { brandId: string }) => {
  const words = useTexts().account.company;
  const query = settingsQueries.brandSignInProvider(brandId);
  const state = useQuery(query);
  const cache = useQueryClient();
  const params = { brandId };
  const save = useSave('putBrandSignInProvider', query.queryKey, nothing);
  const remove = useSave('removeBrandSignInProvider', query.queryKey, nothing, words.removed);
  const test = useCommand('testBrandSignInProvider', goToProvider);
  const steps: Steps = {
    save: { ...save, run: (body) => save.run({ params, body }) },
    remove: { ...remove, run: () => remove.run({ params }) },
    test: { ...test, run: () => test.run({ params }).finally(() => void cache.invalidateQueries(query)) },
  };
  return (
    <Loaded query={state} heading={words.heading}>
      {(now) => <CompanyAccount state={now} lead={words.brandLead} steps={steps} />}
    </Loaded>
  );
};

const EMPTY = { name: '', issuer: '', clientId: '', secondFactor: false, use: 'off' } as const;
const fieldsOf = (one: SignInProvider | null) => {
  const { name, issuer, clientId, secondFactor, use } = one ?? EMPTY;
  return { name, issuer, clientId, clientSecret: '', secondFactor, use };
};

type Props = { state: SignInProviderState; lead: string; steps: Steps };

const CompanyAccount = ({ state: { provider, redirectUri }, lead, steps }: Props) => {
  const words = useTexts().account.company;
  const { save } = steps;
  const draft = useDraft(fieldsOf(provider));
  const cache = useQueryClient();
  const { values } = draft;
  const same = provider !== null && values.issuer === provider.issuer && values.clientId === provider.clientId;
  const mayTurnOn = same && provider.testedAt !== null;
  const use = mayTurnOn ? values.use : 'off';
  const gaps = [values.name, values.issuer, values.clientId, same ? 'kept' : values.clientSecret];
  const needed = (text: string): string | undefined => (draft.dirty && text.trim() === '' ? words.needed : undefined);
  const submit = async (): Promise<void> => {
    const { clientSecret, name, issuer, clientId, secondFactor } = values;
    const told = { name: name.trim(), issuer: issuer.trim(), clientId: clientId.trim(), secondFactor, use };
    if (!(await save.run({ ...told, ...(clientSecret === '' ? {} : { clientSecret }) }))) return;
    draft.discard();
    // It holds for whoever set it, too.
    void cache.invalidateQueries({ queryKey: queries.me().queryKey });
  };
  return (
    <SettingsForm
      heading={words.heading}
      lead={lead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={gaps.some((one) => one.trim() === '')}
      onDiscard={draft.discard}
      onSave={() => void submit()}
      testId="company-account"
    >
      <CopyField label={words.redirect} hint={words.redirectHint} value={redirectUri} testId="company-redirect" />
      <TextInput
        label={words.name}
        description={words.nameHint}
        value={values.name}
        maxLength={60}
        error={needed(values.name)}
        onChange={({ currentTarget: { value: name } }) => draft.set({ name })}
        data-testid="company-name"
      />
      <TextInput
        label={words.issuer}
        description={words.issuerHint}
        type="url"
        dir="ltr"
        value={values.issuer}
        maxLength={500}
        error={needed(values.issuer)}
        onChange={({ currentTarget: { value: issuer } }) => draft.set({ issuer })}
        data-testid="company-issuer"
      />
      <div className={classes.pair}>
        <TextInput
          label={words.clientId}
          dir="ltr"
          value={values.clientId}
          maxLength={300}
          autoComplete="off"
          error={needed(values.clientId)}
          onChange={({ currentTarget: { value: clientId } }) => draft.set({ clientId })}
          data-testid="company-client-id"
        />
        <PasswordInput
          label={words.clientSecret}
          dir="ltr"
          value={values.clientSecret}
          maxLength={500}
          autoComplete="off"
          error={same ? undefined : needed(values.clientSecret)}
          onChange={({ currentTarget: { value: clientSecret } }) => draft.set({ clientSecret })}
          data-testid="company-client-secret"
        />
      </div>
      <p className={classes.lead}>{same ? words.secretKept : words.secretNeeded}</p>
      <Checkbox
        label={words.secondFactor}
        description={words.secondFactorHint}
        checked={values.secondFactor}
        onChange={({ currentTarget: { checked: secondFactor } }) => draft.set({ secondFactor })}
      />
      <NativeSelect
        label={words.use}
        description={mayTurnOn ? words.useHints[use] : words.testFirst}
        disabled={!mayTurnOn}
        value={use}
        data={SIGN_IN_PROVIDER_USES.map((one) => ({ value: one, label: words.uses[one] }))}
        onChange={({ currentTarget: { value } }) =>
          draft.set({ use: SIGN_IN_PROVIDER_USES.find((one) => one === value) ?? 'off' })
        }
        data-testid="company-use"
      />
      {provider && <Saved provider={provider} dirty={draft.dirty} steps={steps} />}
    </SettingsForm>
  );
};

/** What can be done with one that is saved. */
const Saved = ({ provider, dirty, steps }: { provider: SignInProvider; dirty: boolean; steps: Steps }) => {
  const texts = useTexts();
  const words = texts.account.company;
  const { time } = useCurrentLocation();
  const { test, remove } = steps;
  const [asks, setAsks] = useState(false);
  const { testedAt, lastProblem } = provider;
  return (
    <>
      {provider.use !== 'off' && (
        <CopyField label={words.link} hint={words.linkHint} value={provider.link} testId="company-link" />
      )}
      <div className={classes.foot}>
        <Button
          variant="default"
          disabled={dirty}
          loading={test.pending}
          onClick={() => void test.run()}
          data-testid="company-test"
        >
          {words.test}
        </Button>
        <Button variant="default" onClick={() => setAsks(true)} data-testid="company-remove">
          {words.remove}
        </Button>
        <Tag tone={testedAt === null ? 'warn' : 'good'} testId="company-tested-at">
          {testedAt === null ? words.notTested : words.testedAt(time.instant(testedAt))}
        </Tag>
      </div>
      <p className={classes.lead}>{words.testHint}</p>
      <div role="status">
        {lastProblem !== null && (
          <p data-testid="company-problem">
            <strong>{words.testFailed}.</strong> {words.problems[lastProblem]}
          </p>
        )}
      </div>
      {lastProblem === null && <ProblemAlert error={test.error} />}
      {asks && (
        <ActionDialog
          heading={words.removeHeading}
          confirm={words.remove}
          confirmTestId="company-remove-confirm"
          danger
          pending={remove.pending}
          onConfirm={() => void remove.run().then((ok) => ok && setAsks(false))}
          onClose={() => setAsks(false)}
        >
          <ProblemAlert error={remove.error} />
          <p>{words.removeBody}</p>
        </ActionDialog>
      )}
    </>
  );
};
