// An address that leads nowhere.
import { Button } from '@mantine/core';
import { Notice } from '../parts/notice.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Says so and leads home. */
export const NotFoundPage = () => {
  const texts = useTexts();
  return (
    <main>
      <Notice alone heading={texts.notFound.heading} body={texts.notFound.body}>
        <Button component="a" href={import.meta.env.BASE_URL}>
          {texts.notFound.home}
        </Button>
      </Notice>
    </main>
  );
};
