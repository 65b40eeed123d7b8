// The field in which a new password is chosen.
import { PasswordInput } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

/** As the server asks of a new password. */
export const SHORTEST_PASSWORD = 12;

/** The field. `tried`: what is too short is said from then on. */
export const NewPasswordField = (props: { value: string; tried: boolean; onChange: (text: string) => void }) => {
  const words = useTexts().account.password;
  const short = props.value.length < SHORTEST_PASSWORD;
  return (
    <PasswordInput
      label={words.next}
      description={words.nextHint(SHORTEST_PASSWORD)}
      autoComplete="new-password"
      value={props.value}
      error={props.tried && short ? words.short(SHORTEST_PASSWORD) : undefined}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data-testid="password-new"
    />
  );
};
