// Lets nobody past without a session; when it ends, the page stays as it was under the sign-in form.

import { Button } from '@mantine/core';
import type { Me } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, type ReactNode, useEffect, useMemo, useState } from 'react';
import { client, isSignedOut, onSessionEnded, type SignInReason } from '../api/client.ts';
import { describeError } from '../api/describe-error.ts';
import { queries } from '../api/queries.ts';
import { Notice } from '../parts/notice.tsx';
import { Splash } from '../parts/splash.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { SessionProvider } from './session.ts';
import { SignInCover } from './sign-in-cover.tsx';

/** Shows its children to a signed-in person, at whatever address they asked for; the sign-in form to everyone else. */
export const SessionGate = ({ children }: { children: ReactNode }) => {
  const texts = useTexts();
  const cache = useQueryClient();
  const me = useQuery(queries.me());
  const [ended, setEnded] = useState<SignInReason>();
  const [epoch, setEpoch] = useState(0);
  // A session that is over is not waiting for a confirmation any more.
  useEffect(() => onSessionEnded((reason) => setEnded((now) => (now === 'ended' ? now : reason))), []);

  const enter = (who: Me): void => {
    const samePerson = me.data?.id === who.id;
    if (!samePerson) cache.clear();
    cache.setQueryData(queries.me().queryKey, who);
    setEnded(undefined);
    setEpoch((one) => one + 1);
    if (samePerson) void cache.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
  };

  const data = me.data;
  const session = useMemo(
    () =>
      data && {
        me: data,
        epoch,
        // A fresh page forgets everything that the person before could see.
        signOut: async () => {
          await client.call('signOut', {});
          window.location.assign(import.meta.env.BASE_URL);
        },
      },
    [data, epoch],
  );

  if (session === undefined) {
    if (isSignedOut(me.error)) return <SignInPage onSignedIn={enter} />;
    if (me.error === null) return <Splash />;
    return (
      <main>
        <Notice alone heading={texts.product} body={describeError(me.error, texts).sentence}>
          <Button onClick={() => me.refetch()}>{texts.tryAgain}</Button>
        </Notice>
      </main>
    );
  }
  return (
    <SessionProvider value={session}>
      <Fragment key={session.me.id}>{children}</Fragment>
      {ended && (
        <SignInCover {...(ended === 'confirm' ? { onLeave: () => setEnded(undefined) } : {})}>
          <SignInPage
            onSignedIn={enter}
            expiredFor={session.me.email}
            {...(ended === 'confirm' ? { onLeave: () => setEnded(undefined) } : {})}
          />
        </SignInCover>
      )}
    </SessionProvider>
  );
};
