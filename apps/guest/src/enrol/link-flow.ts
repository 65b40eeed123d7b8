// One link from the address bar to a phone of its hotel: looked at first, redeemed when the guest presses the button.
import type { Client, LinkView } from '@nightlatch/api';
import { lookAt } from '../format/hotel-look.ts';
import type { HotelPhone, Phones } from '../hotels/phones.ts';
import type { Tabs } from '../server/one-tab.ts';
import type { LinkProblem, LinkState } from '../state.ts';
import { forgetLinkSecret, type LinkPlace, linkOf, takeLinkSecret } from './read-link.ts';
import { createRedeemer, linkProblemOf, type RedeemResult } from './redeem-link.ts';

export interface LinkFlowParts {
  /** Of the server whose link it is; undefined: of the one that the app came from. */
  readonly clientOf: (server: string | undefined) => Client;
  readonly phones: Phones;
  readonly tabs: Tabs;
  readonly place: LinkPlace;
  readonly deviceName: string;
  readonly show: (link: LinkState) => void;
  /** This phone now serves the link's guest. */
  readonly onRedeemed: (hotel: HotelPhone) => Promise<void>;
  /** The link was used, by this very phone. */
  readonly onUsedHere: () => Promise<void>;
  readonly copy: (text: string) => void;
}

export interface LinkFlow {
  /** Takes the secret out of the address, if there is one, and asks what it is for. */
  read(): void;
  redeem(): Promise<void>;
  leave(): void;
  copyLink(): void;
}

/** States in which nobody can redeem any more; `used` is looked at with the phone that may have used it. */
const OVER = { expired: 'link_expired', withdrawn: 'link_withdrawn' } as const;
/** No later try can help. */
const FINAL: readonly LinkProblem[] = ['link_used', 'link_expired', 'link_withdrawn', 'link_unknown'];

/** Does nothing before `read`. */
export function createLinkFlow(parts: LinkFlowParts): LinkFlow {
  let secret: string | undefined;
  let server: string | undefined;
  let view: LinkView | undefined;
  let redeeming = false;
  /** Kept over repeats of one link, so that a repeat after a lost answer is the same command. */
  let redeemers = new Map<string, () => Promise<RedeemResult>>();

  const fail = (problem: LinkProblem): void => {
    if (FINAL.includes(problem)) forgetLinkSecret(parts.place);
    parts.show({ kind: 'failed', problem, ...(view && { view }) });
  };
  const look = async (of: string): Promise<LinkView> => {
    if (view !== undefined) return view;
    const seen = await parts.clientOf(server).call('lookAtLink', { body: { secret: of } });
    view = { ...seen, look: lookAt(seen.look, server) };
    return view;
  };
  /** Before anything is pressed: what can't work is said, what this phone did already is shown. */
  const preview = async (of: string): Promise<void> => {
    try {
      const seen = await look(of);
      if (secret !== of || redeeming) return;
      if (seen.state === 'expired' || seen.state === 'withdrawn') return fail(OVER[seen.state]);
      if (seen.state === 'used') {
        const hotel = await parts.phones.find({ locationId: seen.locationId, server });
        if (hotel === undefined) return fail('link_used');
        if ((await hotel.phone.deviceId()) !== undefined) return await usedHere();
      }
      parts.show({ kind: 'offered', view: seen });
    } catch (error) {
      const problem = linkProblemOf(error);
      if (secret === of && !redeeming && problem === 'link_unknown') fail('link_unknown');
      // Otherwise pressing the button says it: the network may be back by then.
    }
  };
  const usedHere = async (): Promise<void> => {
    leave();
    await parts.onUsedHere();
  };
  const leave = (): void => {
    forgetLinkSecret(parts.place);
    secret = undefined;
    parts.show({ kind: 'none' });
  };

  const redeemAt = async (hotel: HotelPhone, of: string): Promise<RedeemResult> => {
    const { deviceName } = parts;
    const client = parts.clientOf(server);
    const redeemer = redeemers.get(hotel.id) ?? createRedeemer({ client, phone: hotel.phone, secret: of, deviceName });
    redeemers.set(hotel.id, redeemer);
    return redeemer();
  };
  const redeemNow = async (of: string): Promise<RedeemResult> => {
    const seen = await look(of);
    if (seen.state === 'expired' || seen.state === 'withdrawn') return { ok: false, problem: OVER[seen.state] };
    const hotel = await parts.phones.forLocation({ locationId: seen.locationId, server });
    let result = await redeemAt(hotel, of);
    if (!result.ok && result.problem === 'device_removed') {
      // It was reported lost, and found: it forgets what it was and comes with a new key pair (decision 67).
      await hotel.phone.forgetAll();
      redeemers.delete(hotel.id);
      result = await redeemAt(hotel, of);
    }
    if (!result.ok) return result;
    hotel.session.adopt(result.session.token);
    forgetLinkSecret(parts.place);
    secret = undefined;
    parts.show({ kind: 'none' });
    await parts.onRedeemed(hotel);
    return result;
  };

  return {
    read() {
      const found = takeLinkSecret(parts.place);
      if (found === undefined || found === secret) return;
      secret = found;
      server = parts.place.server;
      view = undefined;
      redeemers = new Map();
      parts.show({ kind: 'offered' });
      void preview(found);
    },
    async redeem() {
      if (secret === undefined || redeeming) return;
      redeeming = true;
      parts.show({ kind: 'redeeming', ...(view && { view }) });
      const of = secret;
      try {
        // Two tabs with one link: the second one finds the phone that the first one made, and is given the same device.
        const result = await parts.tabs.alone('enrol', () => redeemNow(of));
        if (result.ok) return;
        const hotel =
          result.problem === 'link_used' && view
            ? await parts.phones.find({ locationId: view.locationId, server })
            : undefined;
        if (hotel && (await hotel.phone.deviceId()) !== undefined) return await usedHere();
        fail(result.problem === 'device_removed' ? 'server_trouble' : result.problem);
      } catch (error) {
        fail(problemOf(error));
      } finally {
        redeeming = false;
      }
    },
    leave,
    copyLink() {
      if (secret !== undefined) parts.copy(linkOf(parts.place, secret));
    },
  };
}

function problemOf(error: unknown): LinkProblem {
  try {
    const problem = linkProblemOf(error);
    return problem === 'device_removed' ? 'server_trouble' : problem;
  } catch {
    console.error(error); // a fault of this app or phone
    return 'server_trouble';
  }
}
