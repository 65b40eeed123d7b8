// Text that is to be taken elsewhere as it is: an address for another system, a link for colleagues.
import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './copy-field.module.css';

/** The text, selected as a whole when it is entered, and a button that copies it. */
export const CopyField = (props: { label: string; hint: string; value: string; testId: string }) => {
  const words = useTexts().secretOnce;
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <div className={classes.field}>
      <TextInput
        className={classes.text ?? ''}
        label={props.label}
        description={props.hint}
        readOnly
        dir="ltr"
        value={props.value}
        onFocus={(event) => event.currentTarget.select()}
        data-testid={props.testId}
      />
      <Button
        variant="default"
        aria-label={`${words.copy}: ${props.label}`}
        leftSection={
          copied === 'yes' ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
        }
        onClick={() => void copy()}
      >
        {words.copy}
      </Button>
      <p role="status" className={copied === 'failed' ? classes.failed : 'nl-hidden'}>
        {copied === 'failed' ? words.failed : copied === 'yes' ? words.copied : ''}
      </p>
    </div>
  );
};
