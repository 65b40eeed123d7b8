// Makes a location of a brand: the first page of an administrator who starts from nothing.
import { NativeSelect, TextInput } from '@mantine/core';
import type { Location } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useId, useState } from 'react';
import { client } from '../api/client.ts';
import { describeError } from '../api/describe-error.ts';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Splash } from '../parts/splash.tsx';
import form from '../settings/settings-form.module.css';
import { SettingsForm } from '../settings/settings-form.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './new-location-page.module.css';

const ZONES = Intl.supportedValuesOf('timeZone');

/** The page; for administrators of a brand. */
export const NewLocationPage = () => {
  const texts = useTexts();
  const words = texts.settings.newLocation;
  const brands = useQuery({
    queryKey: ['brands'],
    queryFn: async ({ signal }) => (await client.call('listBrands', { query: { limit: 100 }, signal })).items,
  });
  if (brands.error) return <ProblemAlert error={brands.error} onRetry={() => void brands.refetch()} />;
  if (!brands.data) return <Splash />;
  if (brands.data.length === 0) return <Notice alone heading={texts.signIn.noRole} />;
  return (
    <main className={classes.page}>
      <PageHeading title={words.page} />
      <NewLocationForm brands={brands.data} />
    </main>
  );
};

const NewLocationForm = ({ brands }: { brands: readonly { id: string; name: string }[] }) => {
  const texts = useTexts();
  const words = texts.settings.location;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [brandId, setBrandId] = useState(brands[0]?.id ?? '');
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [checkOutTime, setCheckOutTime] = useState('11:00');
  const zones = useId();
  const [made, setMade] = useState(false);
  const done = useCallback(
    async (location: Location) => {
      setMade(true);
      await cache.invalidateQueries({ queryKey: queries.locations().queryKey });
      await navigate({
        to: '/l/$locationId/settings/$topic',
        params: { locationId: location.id, topic: 'set-up' },
        ignoreBlocker: true,
      });
    },
    [cache, navigate],
  );
  const make = useCommand('createLocation', done);
  const refused = make.error === undefined ? {} : describeError(make.error, texts).fields;
  return (
    <SettingsForm
      heading={texts.settings.newLocation.page}
      lead={texts.settings.newLocation.lead}
      dirty={name !== '' && !made}
      pending={make.pending}
      error={make.error}
      invalid={name.trim() === '' || timeZone === '' || checkOutTime === ''}
      save={texts.settings.newLocation.make}
      onSave={() => void make.run({ params: { brandId }, body: { name: name.trim(), timeZone, checkOutTime } })}
      testId="new-location"
    >
      {brands.length > 1 && (
        <NativeSelect
          label={texts.settings.newLocation.brand}
          value={brandId}
          data={brands.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setBrandId(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={words.name}
        description={words.nameHint}
        value={name}
        maxLength={200}
        error={refused.name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="new-location-name"
      />
      <div className={form.pair}>
        <TextInput
          label={words.timeZone}
          description={words.timeZoneHint}
          value={timeZone}
          list={zones}
          error={refused.timeZone}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={words.checkOutTime}
          description={words.checkOutTimeHint}
          value={checkOutTime}
          error={refused.checkOutTime}
          onChange={(event) => setCheckOutTime(event.currentTarget.value)}
        />
      </div>
      <datalist id={zones}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </SettingsForm>
  );
};
