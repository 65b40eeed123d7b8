// The logo: chosen, made small in the browser, sent at once, shown as it is stored.

import { Button } from '@mantine/core';
import type { Branding } from '@nightlatch/api';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { settingsQueries } from '../settings-queries.ts';
import { useSave } from '../use-save.ts';
import classes from './branding-topic.module.css';
import { prepareLogo } from './prepare-logo.ts';

const nothing = (): void => undefined;

/** The field. */
export const LogoField = ({ locationId, logo }: { locationId: string; logo: Branding['logo'] }) => {
  const words = useTexts().branding;
  const { queryKey } = settingsQueries.branding(locationId);
  const put = useSave('putLogo', queryKey, nothing, words.logoSaved);
  const remove = useSave('deleteLogo', queryKey, nothing, words.logoRemoved);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [wrong, setWrong] = useState<string>();
  const params = { locationId };
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = currentTarget.files?.[0];
    if (!file) return;
    const prepared = await prepareLogo(file);
    // The same file may be chosen again after it was mended.
    if (input.current) input.current.value = '';
    setWrong(prepared.ok ? undefined : prepared.code === 'too_large' ? words.logoLarge : words.logoWrong);
    if (prepared.ok) await put.run({ params, bytes: prepared.png, type: 'image/png' });
  };
  return (
    <fieldset className={classes.logoField} aria-describedby={hint}>
      <legend className={classes.name}>{words.logo}</legend>
      <p id={hint} className={classes.hint}>
        {words.logoHint}
      </p>
      <div className={classes.logoRow}>
        <span className={classes.logoShown} data-testid="logo-shown">
          {logo ? <img src={logo.path} alt={words.logo} width={logo.width} height={logo.height} /> : words.noLogo}
        </span>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          aria-label={logo ? words.replaceLogo : words.chooseLogo}
          tabIndex={-1}
          className={classes.file}
          onChange={(event) => void take(event)}
          data-testid="logo-file"
        />
        <Button
          variant="default"
          onClick={() => input.current?.click()}
          loading={put.pending}
          data-testid="choose-logo"
        >
          {logo ? words.replaceLogo : words.chooseLogo}
        </Button>
        {logo && (
          <Button
            variant="default"
            onClick={() => void remove.run({ params })}
            loading={remove.pending}
            data-testid="remove-logo"
          >
            {words.removeLogo}
          </Button>
        )}
      </div>
      <p role="alert" className={classes.wrong}>
        {wrong}
      </p>
      <ProblemAlert error={put.error ?? remove.error} />
    </fieldset>
  );
};
