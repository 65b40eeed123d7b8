// Whether a location, or a brand for all of its locations, asks staff for a second factor.
import { Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queries } from '../api/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

/** Of one location. */
export const SignInPolicyForm = ({ locationId }: { locationId: string }) => {
  const words = useTexts().account.secondFactor;
  const query = settingsQueries.signInPolicy(locationId);
  const policy = useQuery(query);
  const save = useSave('putSignInPolicy', query.queryKey, useHoldsForMe());
  return (
    <Loaded query={policy} heading={words.policy}>
      {({ secondFactorRequired, requiredByBrand }) => (
        <Form
          required={secondFactorRequired}
          label={words.policyLabel}
          hint={requiredByBrand ? words.policyBrand : undefined}
          save={{ ...save, run: (body) => save.run({ params: { locationId }, body }) }}
        />
      )}
    </Loaded>
  );
};

/** Of a brand. */
export const BrandSignInPolicyForm = ({ brandId }: { brandId: string }) => {
  const words = useTexts().account.secondFactor;
  const query = settingsQueries.brandSignInPolicy(brandId);
  const policy = useQuery(query);
  const save = useSave('putBrandSignInPolicy', query.queryKey, useHoldsForMe());
  return (
    <Loaded query={policy} heading={words.policy}>
      {({ secondFactorRequired }) => (
        <Form
          required={secondFactorRequired}
          label={words.policyLabelBrand}
          hint={undefined}
          save={{ ...save, run: (body) => save.run({ params: { brandId }, body }) }}
        />
      )}
    </Loaded>
  );
};

/** It holds for whoever set it, too. */
const useHoldsForMe = (): (() => void) => {
  const cache = useQueryClient();
  return useCallback(() => void cache.invalidateQueries({ queryKey: queries.me().queryKey }), [cache]);
};

type FormProps = {
  required: boolean;
  label: string;
  hint: string | undefined;
  save: {
    pending: boolean;
    error: unknown;
    run: (body: { secondFactorRequired: boolean }) => Promise<boolean>;
  };
};

const Form = ({ required, label, hint, save }: FormProps) => {
  const words = useTexts().account.secondFactor;
  const draft = useDraft({ secondFactorRequired: required });
  return (
    <SettingsForm
      heading={words.policy}
      lead={words.policyLead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={false}
      onDiscard={draft.discard}
      onSave={() => void save.run(draft.values).then((saved) => saved && draft.discard())}
      testId="sign-in-policy"
    >
      <Checkbox
        label={label}
        description={hint}
        checked={draft.values.secondFactorRequired}
        onChange={(event) => draft.set({ secondFactorRequired: event.currentTarget.checked })}
        data-testid="second-factor-required"
      />
    </SettingsForm>
  );
};
