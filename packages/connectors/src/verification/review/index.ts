// The built-in provider: the guest sends images of the document, staff look at them and decide.
import type { VerificationConnector } from '../../kit/verification-connector.ts';

/** Review by staff. Needs no settings; the server keeps the images sealed and deletes them with the decision. */
export const connector: VerificationConnector = {
  manifest: {
    kind: 'verification',
    id: 'review',
    name: 'Review by staff',
    capabilities: ['our_capture'],
    documentation: 'docs/operations.md',
    config: [],
    credentials: [],
  },
  checkConfig: () => ({ ok: true }),
  connect: () => ({
    start: async (_subject, { documents, sides }) => ({ next: 'send_images', documents, sides }),
    result: async () => ({ state: 'review' }),
    erase: async () => {},
    test: async () => ({ ok: true }),
  }),
};
