// How long personal data is kept: one period per kind, in days; the sweep deletes what is older.
import type { Retention } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isWithin, NumberField } from './fields.tsx';
import { Loaded } from './loaded.tsx';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

const PERIODS = [
  'doorLog',
  'guest',
  'message',
  'idCheck',
  'auditPersonal',
  'technical',
] as const satisfies readonly (keyof Retention['days'])[];

/** The topic. */
export const RetentionTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const retention = useQuery(settingsQueries.retention(location.id));
  return (
    <Loaded query={retention} heading={words.topics.retention.name}>
      {(data) => <RetentionForm retention={data} />}
    </Loaded>
  );
};

const RetentionForm = ({ retention }: { retention: Retention }) => {
  const texts = useTexts();
  const words = texts.settings.retention;
  const { location } = useCurrentLocation();
  const draft = useDraft(retention.days);
  const save = useSave('putRetention', settingsQueries.retention(location.id).queryKey, draft.discard);
  const shorter = PERIODS.some((name) => (draft.changes[name] ?? Number.POSITIVE_INFINITY) < retention.days[name]);
  return (
    <SettingsForm
      heading={texts.settings.topics.retention.name}
      lead={words.lead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={PERIODS.some((name) => !isWithin(draft.values[name], 1, 3650))}
      onDiscard={draft.discard}
      onSave={() => void save.run({ params: { locationId: location.id }, body: draft.values })}
      testId="retention-form"
    >
      {PERIODS.map((name) => (
        <NumberField
          key={name}
          label={words.names[name]}
          description={words.hints[name](retention.defaults[name])}
          value={draft.values[name]}
          min={1}
          max={3650}
          onChange={(value) => draft.set({ [name]: value ?? Number.NaN })}
          testId={`retention-${name}`}
        />
      ))}
      {shorter && <p className={classes.fixed}>{words.shorter}</p>}
      <p className={classes.lead}>{words.audit}</p>
    </SettingsForm>
  );
};
