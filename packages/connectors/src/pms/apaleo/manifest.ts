// Apaleo: what the connector is, what it needs to be told, and what it can do.
import type { Manifest } from '../../kit/manifest.ts';
import type { PmsCapability } from '../../kit/pms-connector.ts';

/** The manifest. A client with the scopes `reservations.read` and `units.read` is enough, but for checking guests in, which needs `reservations.manage`. */
export const MANIFEST: Manifest<'pms', PmsCapability> = {
  kind: 'pms',
  id: 'apaleo',
  name: 'Apaleo',
  capabilities: ['read', 'list', 'webhooks', 'subscribe', 'rooms', 'room_states', 'check_in'],
  documentation: 'https://apaleo.dev',
  config: [
    {
      name: 'propertyId',
      label: 'Property id',
      kind: 'text',
      required: true,
      help: "The property's code in Apaleo, such as MUC.",
    },
    { name: 'apiUrl', label: 'API address', kind: 'url', required: true, preset: 'https://api.apaleo.com' },
    {
      name: 'identityUrl',
      label: 'Sign-in address',
      kind: 'url',
      required: true,
      preset: 'https://identity.apaleo.com',
    },
    {
      name: 'webhookUrl',
      label: 'Webhook API address',
      kind: 'url',
      required: true,
      preset: 'https://webhook.apaleo.com',
    },
  ],
  credentials: [
    { name: 'clientId', label: 'Client id', kind: 'text', required: true },
    { name: 'clientSecret', label: 'Client secret', kind: 'secret', required: true },
  ],
};

/** The webhook events we ask for: all that can change a booking, its room or its guests, and whether rooms are ready. */
export const WEBHOOK_EVENTS: readonly string[] = ['reservation/*', 'unit/*'];

/** Scopes asked for with a token. */
export const SCOPES = 'reservations.read units.read';

/** Asked for with a token of its own, and only to check a guest in: a client that may only read still reads. */
export const MANAGE_SCOPES = 'reservations.manage';
