// Something that is shown once and never again: an API key, a secret, an invitation's link.
import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './secret-once.module.css';

type Props = { label: string; value: string; hint: string; onHide: () => void; testId: string };

/** The value with a button that copies it. It lives only in the component that asked for it. */
export const SecretOnce = ({ label, value, hint, onHide, testId }: Props) => {
  const words = useTexts().secretOnce;
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <section className={classes.box} aria-label={label}>
      <TextInput
        label={label}
        description={hint}
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        data-testid={testId}
      />
      <div className={classes.actions}>
        <Button
          leftSection={
            copied === 'yes' ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
          }
          onClick={() => void copy()}
        >
          {copied === 'yes' ? words.copied : words.copy}
        </Button>
        <Button variant="default" onClick={onHide} data-testid={`${testId}-hide`}>
          {words.hide}
        </Button>
      </div>
      <p role="status" className={copied === 'failed' ? undefined : 'nl-hidden'}>
        {copied === 'failed' ? words.failed : copied === 'yes' ? words.copied : ''}
      </p>
    </section>
  );
};
