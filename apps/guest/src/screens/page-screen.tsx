// The pages beside the keys, each a script of its own that loads when it is opened.
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { wears } from '../format/hotel-look.ts';
import { locationOf } from '../format/key-facts.ts';
import { lazyPage } from '../pages/lazy-page.tsx';
import type { AppState, Page } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import type { Acts } from './app-screen.tsx';
import { Logo } from './hotel-name.tsx';
import { KeyIcon } from './icons.tsx';
import { MessagePage } from './parts.tsx';

const SharePage = lazyPage(async () => (await import('../pages/share/share-page.tsx')).SharePage);
const HelpPage = lazyPage(async () => (await import('../pages/help/help-page.tsx')).HelpPage);
const ArrivalPage = lazyPage(async () => (await import('../pages/arrival/arrival-page.tsx')).ArrivalPage);
const SettingsPage = lazyPage(async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage);

export function PageScreen({
  page,
  state,
  acts,
}: {
  readonly page: Page;
  readonly state: AppState;
  readonly acts: Acts;
}): VNode {
  const { now } = state;
  const gone = <MessagePage icon={<KeyIcon size={40} />} advice={texts.empty} testId="page-gone" />;
  if (page.kind === 'settings') return <SettingsPage state={state} acts={acts} />;
  const item: KeyView | undefined = 'keyId' in page ? state.keys.find((key) => key.keyId === page.keyId) : undefined;
  const stay = 'bookingId' in page ? state.stays.find((one) => one.bookingId === page.bookingId) : undefined;
  const about = item ?? stay;
  if (about === undefined) return gone; // it ended, or its stay turned into a key, while the page was open
  const location: LocationRecord | undefined = locationOf(state.locations, about);
  const call = acts.callAt(about.locationId);
  const worn = (shown: VNode): VNode => <div {...wears(location?.look)}>{shown}</div>;
  if (page.kind === 'share' && item)
    return worn(<SharePage item={item} location={location} now={now} call={call} share={acts.share} />);
  if (page.kind === 'arrival' && stay) {
    const { bookingId } = stay;
    return worn(
      <>
        <Logo look={location?.look} />
        <ArrivalPage bookingId={bookingId} location={location} now={now} call={call} onChanged={acts.takeArrival} />
      </>,
    );
  }
  return worn(
    <HelpPage
      item={item}
      bookingId={about.bookingId}
      location={location}
      now={now}
      online={state.connection === 'online'}
      offline={state.connection === 'offline'}
      call={call}
      renew={acts.renewKey}
      phone={acts.checkedPhone}
    />,
  );
}
