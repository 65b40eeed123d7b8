// The location itself: what guests read as its name, its clock, its check-out time, the number to call.
import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { LOCATIONS, useSave } from './use-save.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** The topic. */
export const LocationTopic = () => {
  const texts = useTexts();
  const words = texts.settings.location;
  const { location } = useCurrentLocation();
  const { name, timeZone, checkOutTime, frontDeskPhone } = location;
  const draft = useDraft({ name, timeZone, checkOutTime, frontDeskPhone });
  const save = useSave('updateLocation', LOCATIONS, draft.discard);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const zones = useId();
  const { values } = draft;
  return (
    <SettingsForm
      heading={texts.settings.topics.location.name}
      lead={words.lead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={values.name.trim() === '' || values.checkOutTime === ''}
      onDiscard={draft.discard}
      onSave={() =>
        void save.run({ params: { locationId: location.id }, body: draft.changes, ifMatch: `"${location.version}"` })
      }
      testId="location-form"
    >
      <TextInput
        label={words.name}
        description={words.nameHint}
        value={values.name}
        error={values.name.trim() === '' ? words.nameMissing : refused.name}
        onChange={(event) => draft.set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          label={words.timeZone}
          description={words.timeZoneHint}
          value={values.timeZone}
          error={refused.timeZone}
          list={zones}
          onChange={(event) => draft.set({ timeZone: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={words.checkOutTime}
          description={words.checkOutTimeHint}
          value={values.checkOutTime}
          error={refused.checkOutTime}
          onChange={(event) => draft.set({ checkOutTime: event.currentTarget.value })}
          data-testid="check-out-time"
        />
      </div>
      <datalist id={zones}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextInput
        type="tel"
        label={words.phone}
        description={words.phoneHint}
        value={values.frontDeskPhone ?? ''}
        error={refused.frontDeskPhone}
        onChange={(event) => draft.set({ frontDeskPhone: event.currentTarget.value || null })}
      />
    </SettingsForm>
  );
};
