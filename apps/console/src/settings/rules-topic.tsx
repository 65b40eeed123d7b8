// The rules of keys: when one is issued by itself, how long it lasts and works offline, who shares it, how doors behave.
import { Checkbox } from '@mantine/core';
import type { Policies } from '@nightlatch/api';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DurationSelect, isWithin, NumberField } from './fields.tsx';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { LOCATIONS, useSave } from './use-save.ts';

const MINUTE = 60;
const HOUR = 3600;
const LEASES = [900, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 168 * HOUR];
const AFTER_CHECK_OUT = [0, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR];
const GRACES = [0, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE);

/** What the server does where nothing was chosen (packages/api, PolicyFields). */
const UNSET = { doorOpenSeconds: 5, fastOpening: true, privacyLetsOccupantIn: false } as const;

type Flag = {
  [P in keyof Policies]-?: NonNullable<Policies[P]> extends boolean ? P : never;
}[keyof Policies];

/** The topic. */
export const RulesTopic = () => {
  const texts = useTexts();
  const words = texts.settings.rules;
  const { location } = useCurrentLocation();
  const draft = useDraft<{ [P in keyof Policies]-?: NonNullable<Policies[P]> }>({ ...UNSET, ...location.policies });
  const save = useSave('updateLocation', LOCATIONS, draft.discard);
  const { values, set } = draft;
  const flag = (name: Flag) => (
    <Checkbox
      label={words.flags[name]}
      description={words.hints[name]}
      checked={values[name]}
      onChange={(event) => set({ [name]: event.currentTarget.checked })}
      data-testid={`rule-${name}`}
    />
  );
  return (
    <SettingsForm
      heading={texts.settings.topics.rules.name}
      lead={words.lead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={!isWithin(values.companionsPerBooking, 0, 10) || !isWithin(values.doorOpenSeconds, 1, 60)}
      onDiscard={draft.discard}
      onSave={() =>
        void save.run({
          params: { locationId: location.id },
          body: { policies: draft.changes },
          ifMatch: `"${location.version}"`,
        })
      }
      testId="rules-form"
    >
      <fieldset className={classes.group}>
        <legend>{words.issue}</legend>
        {flag('autoIssueAtCheckIn')}
        {flag('autoIssueAfterMobileCheckIn')}
        {flag('autoIssueAfterIdVerification')}
        {flag('requireIdVerification')}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{words.validity}</legend>
        <DurationSelect
          label={words.maxAfterCheckOut}
          description={words.maxAfterCheckOutHint}
          value={values.maxAfterCheckOutMinutes * MINUTE}
          choices={AFTER_CHECK_OUT}
          none={words.notAtAll}
          onChange={(seconds) => set({ maxAfterCheckOutMinutes: seconds / MINUTE })}
        />
        <DurationSelect
          label={words.grace}
          description={words.graceHint}
          value={values.moveGraceMinutes * MINUTE}
          choices={GRACES}
          none={words.notAtAll}
          onChange={(seconds) => set({ moveGraceMinutes: seconds / MINUTE })}
        />
        <DurationSelect
          label={words.lease}
          description={words.leaseHint}
          value={values.leaseSeconds}
          choices={LEASES}
          onChange={(leaseSeconds) => set({ leaseSeconds })}
          testId="rule-lease"
        />
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{words.sharing}</legend>
        <NumberField
          label={words.companions}
          description={words.companionsHint}
          value={values.companionsPerBooking}
          min={0}
          max={10}
          onChange={(value) => set({ companionsPerBooking: value ?? Number.NaN })}
        />
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{words.door}</legend>
        <NumberField
          label={words.doorOpen}
          description={words.doorOpenHint}
          value={values.doorOpenSeconds}
          min={1}
          max={60}
          onChange={(value) => set({ doorOpenSeconds: value ?? Number.NaN })}
        />
        {flag('fastOpening')}
        {flag('privacyLetsOccupantIn')}
      </fieldset>
    </SettingsForm>
  );
};
