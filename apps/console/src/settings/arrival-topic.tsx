// What arriving guests are asked for: mobile check-in, registration form, ID documents.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ArrivalPolicy, ArrivalSettings } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isWithin, NumberField, Ticks } from './fields.tsx';
import { Loaded } from './loaded.tsx';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

const MODES = ['off', 'staff', 'automatic'] as const satisfies readonly ArrivalPolicy['mobileCheckIn'][];
const FIELDS = [
  'dateOfBirth',
  'nationality',
  'street',
  'postalCode',
  'city',
  'country',
  'documentNumber',
  'vehiclePlate',
  'purposeOfStay',
] as const satisfies ArrivalPolicy['registrationFields'];
const KINDS = [
  'passport',
  'id_card',
  'driving_licence',
  'residence_permit',
] as const satisfies ArrivalPolicy['documentKinds'];
const SIDES = ['front', 'back', 'face'] as const satisfies ArrivalPolicy['documentSides'];

/** The topic. */
export const ArrivalTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const settings = useQuery(settingsQueries.arrival(location.id));
  return (
    <Loaded query={settings} heading={words.topics.arrival.name}>
      {(data) => <ArrivalForm settings={data} />}
    </Loaded>
  );
};

const ArrivalForm = ({ settings }: { settings: ArrivalSettings }) => {
  const texts = useTexts();
  const words = texts.settings.arrival;
  const { location } = useCurrentLocation();
  const draft = useDraft<ArrivalPolicy>(settings.policy ?? settings.suggested);
  const save = useSave('putArrivalSettings', settingsQueries.arrival(location.id).queryKey, draft.discard);
  const { values, set } = draft;
  const checkIn = values.mobileCheckIn !== 'off';
  const ids = values.idVerification === 'on';
  const terms = values.terms;
  const termsFault = terms !== null && (!/^https?:\/\//.test(terms.url) || terms.version.trim() === '');
  const flag = (name: 'waitForRoomReady' | 'requireIdFirst' | 'checkInAtPms') => (
    <Checkbox
      label={words.flags[name]}
      description={words.hints[name]}
      checked={values[name]}
      onChange={(event) => set({ [name]: event.currentTarget.checked })}
    />
  );
  return (
    <SettingsForm
      heading={texts.settings.topics.arrival.name}
      lead={settings.policy === null ? words.notYet : words.lead}
      dirty={draft.dirty || settings.policy === null}
      pending={save.pending}
      error={save.error}
      invalid={
        termsFault ||
        !isWithin(values.opensHoursBefore, 0, 720) ||
        !isWithin(values.keepUndecidedDays, 1, 30) ||
        (ids && (values.documentKinds.length === 0 || values.documentSides.length === 0))
      }
      {...(settings.policy === null ? { save: words.offer } : { onDiscard: draft.discard })}
      onSave={() =>
        void save.run({
          params: { locationId: location.id },
          body: { policy: values },
          ...(settings.policy === null ? {} : { ifMatch: `"${settings.version}"` }),
        })
      }
      testId="arrival-form"
    >
      <fieldset className={classes.group}>
        <legend>{words.checkIn}</legend>
        <NativeSelect
          label={words.mode}
          value={values.mobileCheckIn}
          data={MODES.map((mode) => ({ value: mode, label: words.modes[mode] }))}
          onChange={({ currentTarget: { value } }) =>
            set({ mobileCheckIn: MODES.find((mode) => mode === value) ?? 'off' })
          }
        />
        {checkIn && (
          <>
            <NumberField
              label={words.opens}
              description={words.opensHint}
              value={values.opensHoursBefore}
              min={0}
              max={720}
              onChange={(value) => set({ opensHoursBefore: value ?? Number.NaN })}
            />
            {flag('waitForRoomReady')}
            {flag('requireIdFirst')}
            {flag('checkInAtPms')}
            <Ticks
              legend={words.fields}
              description={words.fieldsHint}
              all={FIELDS}
              chosen={values.registrationFields}
              labels={words.fieldNames}
              onChange={(registrationFields) => set({ registrationFields })}
            />
            <Checkbox
              label={words.terms}
              checked={terms !== null}
              onChange={(event) =>
                set({ terms: event.currentTarget.checked ? { version: '1', url: 'https://' } : null })
              }
            />
            {terms && (
              <div className={classes.pair}>
                <TextInput
                  type="url"
                  label={words.termsUrl}
                  value={terms.url}
                  error={/^https?:\/\/./.test(terms.url) ? undefined : words.termsUrlWrong}
                  onChange={(event) => set({ terms: { ...terms, url: event.currentTarget.value } })}
                />
                <TextInput
                  label={words.termsVersion}
                  description={words.termsVersionHint}
                  value={terms.version}
                  onChange={(event) => set({ terms: { ...terms, version: event.currentTarget.value } })}
                />
              </div>
            )}
          </>
        )}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{words.ids}</legend>
        <Checkbox
          label={words.idsOn}
          description={words.idsHint}
          checked={ids}
          onChange={(event) => set({ idVerification: event.currentTarget.checked ? 'on' : 'off' })}
        />
        {ids && (
          <>
            <Ticks
              legend={words.kinds}
              all={KINDS}
              chosen={values.documentKinds}
              labels={words.kindNames}
              onChange={(documentKinds) => set({ documentKinds })}
            />
            <Ticks
              legend={words.sides}
              description={words.sidesHint}
              all={SIDES}
              chosen={values.documentSides}
              labels={words.sideNames}
              onChange={(documentSides) => set({ documentSides })}
            />
            <NumberField
              label={words.keep}
              description={words.keepHint}
              value={values.keepUndecidedDays}
              min={1}
              max={30}
              onChange={(value) => set({ keepUndecidedDays: value ?? Number.NaN })}
            />
          </>
        )}
      </fieldset>
    </SettingsForm>
  );
};
