// "Sign in with …" for the company accounts that this browser is offered.
import { Button } from '@mantine/core';
import { IconBuildingSkyscraper } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { goToProvider, rememberedCompany } from './company-accounts.ts';

/** One button for each; `children` stands above them, and `none` where there is none. A list that can not be read is none: other ways are there. */
export const CompanyButtons = ({ children, none }: { children?: ReactNode; none?: ReactNode }) => {
  const words = useTexts().account.company;
  const offered = useQuery({
    queryKey: ['company-sign-ins'],
    queryFn: ({ signal }) => {
      const providerId = rememberedCompany();
      return client.call('listCompanySignIns', { query: providerId === undefined ? {} : { providerId }, signal });
    },
    retry: false,
  });
  const start = useCommand('startCompanySignIn', goToProvider);
  const [chosen, setChosen] = useState<string>();
  const all = offered.data?.items ?? [];
  if (all.length === 0) return offered.isPending ? null : none;
  return (
    <>
      {children}
      <ProblemAlert error={start.error} />
      {all.map((one) => (
        <Button
          key={one.id}
          variant="default"
          size="md"
          fullWidth
          leftSection={<IconBuildingSkyscraper size={20} aria-hidden="true" />}
          loading={start.pending && chosen === one.id}
          disabled={start.pending && chosen !== one.id}
          onClick={() => {
            setChosen(one.id);
            void start.run({ body: { providerId: one.id } });
          }}
          data-testid="sign-in-company"
        >
          {words.signIn(one.name)}
        </Button>
      ))}
    </>
  );
};
