// Where a company's sign-in sends the browser back to: before anything else, and out of the address at once.
import { lazy, type ReactNode, Suspense } from 'react';
import { Splash } from '../parts/splash.tsx';
import { takeCompanyLink } from './company-accounts.ts';

const CompanyReturnPage = lazy(() => import('./company-return-page.tsx'));

const takeAnswer = (): string | undefined => {
  const { pathname, search } = window.location;
  if (pathname !== `${import.meta.env.BASE_URL}company-sign-in`) return undefined;
  window.history.replaceState(null, '', import.meta.env.BASE_URL);
  return search.slice(1);
};

// Read once, as the page loads: effects may run twice, the address may not.
const answerOfThisPage = takeAnswer();
takeCompanyLink();

/** Lets every other page through. */
export const CompanyReturnGate = ({ children }: { children: ReactNode }) => {
  if (answerOfThisPage === undefined) return children;
  return (
    <Suspense fallback={<Splash />}>
      <CompanyReturnPage answer={answerOfThisPage} />
    </Suspense>
  );
};
