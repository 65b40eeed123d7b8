// What the settings read. A topic's key stands below its location's, so that a change of the location makes it old too.
import { ApiProblem, type MessageText, type MessageWords } from '@nightlatch/api';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';

/** 404 is an answer here: nothing is set up yet. */
const orNull = async <T>(reading: Promise<T>): Promise<T | null> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'not_found') return null;
    throw error;
  }
};

type MessageTextAt = {
  readonly locationId: string;
  readonly language: MessageText['language'];
  readonly messageKind: MessageText['kind'];
};

const at = (locationId: string, ...rest: string[]) => ['location', locationId, 'settings', ...rest];

/** The reads of the settings. */
export const settingsQueries = {
  setUp: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'set-up'),
      queryFn: ({ signal }) => client.call('getSetUp', { params: { locationId }, signal }),
      // A lock that is commissioned elsewhere, a first key: ticked while somebody looks.
      refetchInterval: 5000,
      staleTime: 0,
    }),
  branding: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'branding'),
      queryFn: ({ signal }) => client.call('getBranding', { params: { locationId }, signal }),
    }),
  pmsConnectors: () =>
    queryOptions({
      queryKey: ['pms-connectors'],
      queryFn: async ({ signal }) => (await client.call('listPmsConnectors', { signal })).items,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  smsConnectors: () =>
    queryOptions({
      queryKey: ['sms-connectors'],
      queryFn: async ({ signal }) => (await client.call('listSmsConnectors', { signal })).items,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  pms: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'pms'),
      queryFn: ({ signal }) => orNull(client.call('getPmsConnection', { params: { locationId }, signal })),
    }),
  pmsEvents: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'pms', 'events'),
      queryFn: async ({ signal }) =>
        (await client.call('listPmsEvents', { params: { locationId }, query: { limit: 10 }, signal })).items,
      refetchInterval: 10_000,
    }),
  rooms: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'rooms'),
      queryFn: ({ signal }) =>
        allPages(
          'listRooms',
          (query) => ({ params: { locationId }, query, signal }),
          (page) => page,
        ),
    }),
  /** Below the key of doors, which live changes make old. */
  doors: (locationId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'doors', 'all'],
      queryFn: ({ signal }) =>
        allPages(
          'listDoors',
          (query) => ({ params: { locationId }, query, signal }),
          (page) => page,
        ),
    }),
  arrival: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'arrival'),
      queryFn: ({ signal }) => client.call('getArrivalSettings', { params: { locationId }, signal }),
    }),
  messages: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'messages'),
      queryFn: ({ signal }) => client.call('getMessageSettings', { params: { locationId }, signal }),
    }),
  messageTexts: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'message-texts'),
      queryFn: async ({ signal }) => (await client.call('listMessageTexts', { params: { locationId }, signal })).items,
    }),
  messageText: (at: MessageTextAt) =>
    queryOptions({
      queryKey: [...settingsQueries.messageTexts(at.locationId).queryKey, at.language, at.messageKind],
      queryFn: ({ signal }) => client.call('getMessageText', { params: at, signal }),
    }),
  messagePreview: (at: MessageTextAt, words: MessageWords) =>
    queryOptions({
      queryKey: [...settingsQueries.messageText(at).queryKey, 'preview', words],
      queryFn: ({ signal }) => client.call('previewMessageText', { params: at, body: words, signal }),
    }),
  staff: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'staff'),
      queryFn: ({ signal }) =>
        allPages(
          'listStaff',
          (query) => ({ params: { locationId }, query, signal }),
          (page) => page,
        ),
    }),
  invitations: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'staff', 'invitations'),
      queryFn: ({ signal }) =>
        allPages(
          'listInvitations',
          (query) => ({ params: { locationId }, query: { ...query, state: 'open' as const }, signal }),
          (page) => page,
        ),
    }),
  signInProvider: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'sign-in-provider'),
      queryFn: ({ signal }) => client.call('getSignInProvider', { params: { locationId }, signal }),
    }),
  brandSignInPolicy: (brandId: string) =>
    queryOptions({
      queryKey: ['brand', brandId, 'sign-in-policy'],
      queryFn: ({ signal }) => client.call('getBrandSignInPolicy', { params: { brandId }, signal }),
    }),
  brandSignInProvider: (brandId: string) =>
    queryOptions({
      queryKey: ['brand', brandId, 'sign-in-provider'],
      queryFn: ({ signal }) => client.call('getBrandSignInProvider', { params: { brandId }, signal }),
    }),
  brandInvitations: (brandId: string) =>
    queryOptions({
      queryKey: ['brand', brandId, 'administrators', 'invitations'],
      queryFn: ({ signal }) =>
        allPages(
          'listBrandInvitations',
          (query) => ({ params: { brandId }, query: { ...query, state: 'open' as const }, signal }),
          (page) => page,
        ),
    }),
  brandAdministrators: (brandId: string) =>
    queryOptions({
      queryKey: ['brand', brandId, 'administrators'],
      queryFn: ({ signal }) =>
        allPages(
          'listBrandAdministrators',
          (query) => ({ params: { brandId }, query, signal }),
          (page) => page,
        ),
    }),
  apiKeys: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'api-keys'),
      queryFn: ({ signal }) =>
        allPages(
          'listApiKeys',
          (query) => ({ params: { locationId }, query, signal }),
          (page) => page,
        ),
    }),
  webhooks: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'webhooks'),
      queryFn: ({ signal }) =>
        allPages(
          'listWebhooks',
          (query) => ({ params: { locationId }, query, signal }),
          (page) => page,
        ),
    }),
  deliveries: (locationId: string, webhookId: string) =>
    queryOptions({
      queryKey: at(locationId, 'webhooks', webhookId, 'deliveries'),
      queryFn: async ({ signal }) =>
        (
          await client.call('listWebhookDeliveries', {
            params: { locationId, webhookId },
            query: { limit: 25 },
            signal,
          })
        ).items,
      refetchInterval: 5000,
    }),
  signInPolicy: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'sign-in-policy'),
      queryFn: ({ signal }) => client.call('getSignInPolicy', { params: { locationId }, signal }),
    }),
  retention: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'retention'),
      queryFn: ({ signal }) => client.call('getRetention', { params: { locationId }, signal }),
    }),
  emergencies: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'emergencies'),
      queryFn: async ({ signal }) =>
        (await client.call('listEmergencies', { params: { locationId }, query: { limit: 10 }, signal })).items,
      refetchInterval: 10_000,
    }),
  signingKeys: (locationId: string) =>
    queryOptions({
      queryKey: at(locationId, 'signing-keys'),
      queryFn: ({ signal }) => client.call('getSigningKeys', { params: { locationId }, signal }),
      refetchInterval: 10_000,
    }),
};
