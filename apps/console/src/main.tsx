// Starts the console: look, texts, session gate; the pages behind the gate load when somebody is signed in.
import './theme/mantine.ts';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { queries, queryClient } from './api/queries.ts';
import { InvitationGate } from './invitation/invitation-gate.tsx';
import { Announcements } from './parts/announcements.tsx';
import { CrashScreen } from './parts/crash-screen.tsx';
import { Splash } from './parts/splash.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { CompanyReturnGate } from './sign-in/company-return-gate.tsx';
import { PasswordLinkGate } from './sign-in/password-link-gate.tsx';
import { firstLanguage, LanguageProvider } from './texts/language-provider.tsx';
import { loadTexts } from './texts/use-texts.ts';
import { theme } from './theme/theme.ts';

// A link of ours opened where the console stands already changes the fragment only, and loads nothing by itself.
window.addEventListener('hashchange', () => {
  if (/^#(invitation|password|company)=/.test(window.location.hash)) window.location.reload();
});

const loadPages = () => import('./router.tsx');
const Pages = lazy(loadPages);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const first = loadTexts(firstLanguage());

// The pages load while the server says who is signed in, or while somebody types; they are not part of the first paint.
void loadPages();
// And what every page asks first is asked before there is one: who is signed in, and where.
void queryClient.prefetchQuery(queries.me());
void queryClient.prefetchQuery(queries.locations());

const texts = await first;
createRoot(root).render(
  <StrictMode>
    <DirectionProvider detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <LanguageProvider first={texts}>
          <CrashScreen>
            <QueryClientProvider client={queryClient}>
              <Announcements>
                <CompanyReturnGate>
                  <PasswordLinkGate>
                    <InvitationGate>
                      <SessionGate>
                        <Suspense fallback={<Splash />}>
                          <Pages />
                        </Suspense>
                      </SessionGate>
                    </InvitationGate>
                  </PasswordLinkGate>
                </CompanyReturnGate>
              </Announcements>
            </QueryClientProvider>
          </CrashScreen>
        </LanguageProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
