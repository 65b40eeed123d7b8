// Whether the location asks its staff for a second factor.
import { Checkbox } from '@mantine/core';
import type { SignInPolicy } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

/** The form. */
export const SignInPolicyForm = () => {
  const words = useTexts().account.secondFactor;
  const { location } = useCurrentLocation();
  const policy = useQuery(settingsQueries.signInPolicy(location.id));
  return (
    <Loaded query={policy} heading={words.policy}>
      {(data) => <Form policy={data} />}
    </Loaded>
  );
};

const Form = ({ policy }: { policy: SignInPolicy }) => {
  const words = useTexts().account.secondFactor;
  const { location } = useCurrentLocation();
  const cache = useQueryClient();
  const draft = useDraft({ secondFactorRequired: policy.secondFactorRequired });
  const save = useSave('putSignInPolicy', settingsQueries.signInPolicy(location.id).queryKey, () => {
    draft.discard();
    // It holds for whoever set it, too.
    void cache.invalidateQueries({ queryKey: queries.me().queryKey });
  });
  return (
    <SettingsForm
      heading={words.policy}
      lead={words.policyLead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={false}
      onDiscard={draft.discard}
      onSave={() => void save.run({ params: { locationId: location.id }, body: draft.values })}
      testId="sign-in-policy"
    >
      <Checkbox
        label={words.policyLabel}
        description={policy.requiredByBrand ? words.policyBrand : undefined}
        checked={draft.values.secondFactorRequired}
        onChange={(event) => draft.set({ secondFactorRequired: event.currentTarget.checked })}
        data-testid="second-factor-required"
      />
    </SettingsForm>
  );
};
