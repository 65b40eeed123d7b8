// The pages and their addresses; each page's code loads when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
  redirect,
} from '@tanstack/react-router';
import { readAddress } from './bookings/filters.ts';
import { readLogAddress } from './doors/log-address.ts';
import { CrashScreen } from './parts/crash-screen.tsx';
import { pageLeft } from './parts/undo.ts';
import { SecondFactorPlace } from './session/second-factor-place.tsx';
import { HomePage } from './shell/home-page.tsx';
import { LocationLayout } from './shell/location-layout.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

const root = createRootRoute({ component: SecondFactorPlace, notFoundComponent: NotFoundPage });

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

const location = createRoute({ getParentRoute: () => root, path: '/l/$locationId', component: LocationLayout });

// The hotel's own address, as somebody shortens it by hand, is its day.
const day = createRoute({
  getParentRoute: () => location,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/l/$locationId/today', params, replace: true });
  },
});

const today = createRoute({
  getParentRoute: () => location,
  path: '/today',
  component: lazyRouteComponent(() => import('./today/today-page.tsx'), 'TodayPage'),
});

const bookings = createRoute({
  getParentRoute: () => location,
  path: '/bookings',
  validateSearch: readAddress,
  component: lazyRouteComponent(() => import('./bookings/bookings-page.tsx'), 'BookingsPage'),
});

const booking = createRoute({
  getParentRoute: () => location,
  path: '/bookings/$bookingId',
  component: lazyRouteComponent(() => import('./booking/booking-page.tsx'), 'BookingPage'),
});

const guest = createRoute({
  getParentRoute: () => location,
  path: '/guests/$guestId',
  component: lazyRouteComponent(() => import('./guest/guest-page.tsx'), 'GuestPage'),
});

const doors = createRoute({
  getParentRoute: () => location,
  path: '/doors',
  validateSearch: readLogAddress,
  component: lazyRouteComponent(() => import('./doors/doors-page.tsx'), 'DoorsPage'),
});

const requests = createRoute({
  getParentRoute: () => location,
  path: '/requests',
  component: lazyRouteComponent(() => import('./requests/requests-page.tsx'), 'RequestsPage'),
});

const audit = createRoute({
  getParentRoute: () => location,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const figures = createRoute({
  getParentRoute: () => location,
  path: '/figures',
  component: lazyRouteComponent(() => import('./figures/figures-page.tsx'), 'FiguresPage'),
});

const brand = createRoute({
  getParentRoute: () => location,
  path: '/brand',
  component: lazyRouteComponent(() => import('./brand/brand-page.tsx'), 'BrandPage'),
});

const account = createRoute({
  getParentRoute: () => location,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
});

const newLocation = createRoute({
  getParentRoute: () => root,
  path: '/new-location',
  component: lazyRouteComponent(() => import('./shell/new-location-page.tsx'), 'NewLocationPage'),
});

const settings = createRoute({
  getParentRoute: () => location,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

const topic = createRoute({
  getParentRoute: () => location,
  path: '/settings/$topic',
  component: lazyRouteComponent(() => import('./settings/topic-page.tsx'), 'TopicPage'),
});

const router = createRouter({
  routeTree: root.addChildren([
    home,
    newLocation,
    location.addChildren([
      day,
      today,
      bookings,
      booking,
      guest,
      doors,
      requests,
      figures,
      audit,
      brand,
      account,
      settings,
      topic,
    ]),
  ]),
  basepath: import.meta.env.BASE_URL,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error }) => <CrashScreen crashedWith={error} />,
  // Plain query strings: everything is text, so that a search for room 101 stays `?search=101`.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return entries.length ? `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}` : '';
  },
});

// The page of the address loads while the server still says who is signed in.
const matches: readonly { readonly routeId: keyof typeof router.routesById }[] = router.matchRoutes(
  router.latestLocation,
);
for (const { routeId } of matches) void router.routesById[routeId].options.component?.preload?.();

// What could be taken back belonged to the page before.
router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
  if (pathChanged) pageLeft();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** All pages behind the session gate. */
const Pages = () => <RouterProvider router={router} />;
export default Pages;
