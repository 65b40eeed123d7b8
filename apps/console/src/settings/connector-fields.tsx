// The fields that a connector asks for, as its manifest names them; stored secrets are never shown, only kept or replaced.
import { PasswordInput, TextInput } from '@mantine/core';
import type { PmsConnector } from '@nightlatch/api';
import { useTexts } from '../texts/use-texts.ts';

type Field = PmsConnector['config'][number];
type Values = Readonly<Record<string, string>>;

/** Names of required fields that are empty and have no preset. */
export const missingFields = (fields: readonly Field[], values: Values): readonly string[] =>
  fields.filter((one) => one.required && one.preset === null && !values[one.name]?.trim()).map((one) => one.name);

/** What is sent of the fields: without those left empty. */
export const filledFields = (fields: readonly Field[], values: Values): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = values[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );

type Props = {
  fields: readonly Field[];
  values: Values;
  errors: Readonly<Record<string, string>>;
  /** Something is stored: an empty field keeps it. */
  kept?: boolean;
  onChange: (values: Values) => void;
};

/** The fields. The words of labels and hints are the connector's. */
export const ConnectorFields = ({ fields, values, errors, kept = false, onChange }: Props) => {
  const words = useTexts().settings.form;
  return fields.map((field) => {
    const Input = field.kind === 'secret' ? PasswordInput : TextInput;
    return (
      <Input
        key={field.name}
        label={field.label}
        description={field.help ?? undefined}
        placeholder={kept ? words.kept : (field.preset ?? undefined)}
        value={values[field.name] ?? ''}
        error={errors[field.name]}
        autoComplete="off"
        onChange={(event) => onChange({ ...values, [field.name]: event.currentTarget.value })}
        data-testid={`field-${field.name}`}
      />
    );
  });
};
