// Takes messages a step further: claim a channel, send, write down what became of it. Safe to repeat and to interrupt.
import { crashPoint } from '../crash-point.ts';
import { isAboutContent } from '../db/sql-state.ts';
import { createGatherer } from '../gather.ts';
import type { ServerParts } from '../server-parts.ts';
import { type AddLink, claimMessages, type MessageToSettle } from './claim-messages.ts';
import { noteSent, type SentMessage } from './note-sent.ts';
import { type ClaimedSend, sendClaimed } from './send-claimed.ts';

/** Messages of one transaction. */
const MOST = 100;

/**
 * Gives a function that settles one message of a location; what comes close together is claimed together, and so are outcomes written down.
 *
 * At least once: a channel is claimed in one transaction, used outside of any, and its outcome written in another. Whoever dies between
 * sending and writing leaves a claim that is taken up again after two minutes, so that one message may come twice by that channel. The job
 * that died with it comes again and sees to that.
 */
export const createMessageSettler = (
  parts: ServerParts,
  addLink: AddLink,
): ((locationId: string, item: MessageToSettle) => Promise<void>) => {
  const shared = { tryAlone: isAboutContent, most: MOST, together: parts.gathers };
  const claim = createGatherer<MessageToSettle, ClaimedSend | undefined>({
    ...shared,
    run: (locationId, items) => claimMessages(parts, locationId, items, addLink),
  });
  const note = createGatherer<SentMessage, void>({
    ...shared,
    run: (locationId, items) => noteSent(parts, locationId, items),
  });
  return async (locationId, item) => {
    const claimed = await claim(locationId, item);
    if (!claimed) return;
    crashPoint('send.before');
    const sent = await sendClaimed(parts, claimed);
    crashPoint('send.after');
    await note(locationId, { claimed, sent, now: item.now });
  };
};
