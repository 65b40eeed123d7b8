// The brand's locations side by side: how they do, and where somebody has to look.
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import type { BrandFigures } from '@nightlatch/api';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { client } from '../api/client.ts';
import { shareOf } from '../figures/figures-page.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { BrandCompanyAccount } from '../settings/company-account.tsx';
import { BrandSignInPolicyForm } from '../settings/sign-in-policy-form.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { mayLeadBrandAs } from '../shell/rights.ts';
import { useTexts } from '../texts/use-texts.ts';
import { roughDuration } from '../time/format-duration.ts';
import { BrandAdministrators } from './brand-administrators.tsx';
import classes from './brand-page.module.css';

/** The page. */
export const BrandPage = () => {
  const texts = useTexts();
  const words = texts.brand;
  const { location } = useCurrentLocation();
  const [days, setDays] = useState(30);
  const leads = mayLeadBrandAs(location.role);
  const figures = useQuery({
    queryKey: ['brand', location.brandId, 'figures', days],
    queryFn: ({ signal }) =>
      client.call('getBrandFigures', { params: { brandId: location.brandId }, query: { days }, signal }),
    placeholderData: (before) => before,
    enabled: leads,
  });
  if (!leads) return <Notice alone heading={words.forBrand} />;
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={words.page} />
        <div className={classes.actions}>
          <NativeSelect
            aria-label={texts.figures.range}
            value={String(days)}
            data={[7, 30, 90].map((one) => ({ value: String(one), label: texts.figures.lastDays(one) }))}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            renderRoot={(props) => <Link {...props} to="/new-location" />}
          >
            {texts.settings.newLocation.open}
          </Button>
        </div>
      </div>
      {figures.isPending && (
        <div role="status" aria-label={texts.figures.loading}>
          <Skeleton height={160} radius="lg" />
        </div>
      )}
      {figures.error && (
        <ProblemAlert error={figures.error} heading={texts.figures.failed} onRetry={() => void figures.refetch()} />
      )}
      <div className={classes.parts}>
        {figures.data && <Locations figures={figures.data} />}
        <BrandAdministrators brandId={location.brandId} />
        <BrandSignInPolicyForm brandId={location.brandId} />
        <BrandCompanyAccount brandId={location.brandId} />
      </div>
    </>
  );
};

const Locations = ({ figures }: { figures: BrandFigures }) => {
  const texts = useTexts();
  const words = texts.brand;
  const { locale } = texts;
  const number = new Intl.NumberFormat(locale);
  return (
    <Panel heading={words.locations(figures.locations.length)} flush>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{texts.shell.location}</th>
            <th scope="col">{texts.figures.keysIssued}</th>
            <th scope="col">{texts.figures.onMobile}</th>
            <th scope="col">{texts.figures.firstTry}</th>
            <th scope="col">{texts.figures.firstOpening}</th>
            <th scope="col">{words.refused}</th>
            <th scope="col">{words.look}</th>
          </tr>
        </thead>
        <tbody>
          {figures.locations.map((one) => (
            <tr key={one.locationId} data-testid="brand-location">
              <th scope="row">
                <Link to="/l/$locationId/today" params={{ locationId: one.locationId }}>
                  {one.name}
                </Link>
              </th>
              <Cell name={texts.figures.keysIssued}>{number.format(one.keysIssued)}</Cell>
              <Cell name={texts.figures.onMobile}>
                {shareOf(one.staysOnMobile, one.stays, locale) ?? texts.unknown}
              </Cell>
              <Cell name={texts.figures.firstTry}>
                {shareOf(one.firstTriesOpened, one.firstTries, locale) ?? texts.unknown}
              </Cell>
              <Cell name={texts.figures.firstOpening}>
                {one.medianSecondsToOpening === null
                  ? texts.unknown
                  : roughDuration(locale, one.medianSecondsToOpening)}
              </Cell>
              <Cell name={words.refused}>{number.format(one.refusals)}</Cell>
              <Cell name={words.look}>
                <Looks location={one} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};

/** A cell that says its column itself where there is no head above it. */
const Cell = ({ name, children }: { name: string; children: ReactNode }) => (
  <td>
    <span className={classes.column}>{name}</span>
    <span>{children}</span>
  </td>
);

const Looks = ({ location }: { location: BrandFigures['locations'][number] }) => {
  const words = useTexts().brand;
  const looks = [
    location.digitalKeysOn ? null : words.keysOff,
    location.pmsInTouch === false ? words.pmsSilent : null,
    location.pmsInTouch === null ? words.noPms : null,
    location.unhealthyLocks > 0 ? words.unhealthy(location.unhealthyLocks) : null,
    location.openRevocations > 0 ? words.revocations(location.openRevocations) : null,
  ].filter((one) => one !== null);
  if (looks.length === 0) return <Tag tone="good">{words.fine}</Tag>;
  return (
    <div className={classes.looks}>
      {looks.map((one) => (
        <Tag key={one} tone="warn">
          {one}
        </Tag>
      ))}
    </div>
  );
};
