// Answers a flood of links with a short wait, never with a lock-out; who floods waits by himself where peers can be told apart (docs/protocol §6.4).

const WINDOW_MS = 60_000;
const MAX_BAD_LINKS = 8;
const MAX_BAD_LINKS_OF_PEER = 4;
const MAX_WAIT_MS = 2_000;
/** Peers remembered; the one that failed longest ago leaves first. Names are cheap to change, so this costs a flooder nothing and us little. */
const MAX_PEERS = 16;

/** Bad links of somebody, or of everybody. So many within 60 s shut the radio for 2 s and start the count afresh. */
class BadLinks {
  readonly #most: number;
  #atMs: number[] = [];
  #closedUntilMs = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(counterMs: number): void {
    this.#atMs = [...this.#atMs.filter((at) => counterMs - at < WINDOW_MS), counterMs];
    if (this.#atMs.length < this.#most) return;
    this.#atMs = [];
    this.#closedUntilMs = counterMs + MAX_WAIT_MS;
  }

  /** Never more than 2 s: jamming must not become lock-out. */
  waitMs(counterMs: number): number {
    return Math.min(Math.max(0, this.#closedUntilMs - counterMs), MAX_WAIT_MS);
  }
}

/** Counts links that ended without a valid AUTH1; in RAM only. Times are counter ms; a peer is what the carrier calls the other side. */
export class BackOff {
  readonly #everybody: BadLinks = new BadLinks(MAX_BAD_LINKS);
  readonly #peers: Map<string, { readonly links: BadLinks; lastMs: number }> = new Map();

  /**
   * A link ended without a valid AUTH1. Of a peer with a name only its first within 60 s counts for everybody: a stranger with one name
   * shuts out himself, one who takes a new name each time is met as all strangers together.
   */
  linkFailed(counterMs: number, peer?: string): void {
    const known = peer === undefined ? undefined : this.#peers.get(peer);
    if (!known || counterMs - known.lastMs >= WINDOW_MS) this.#everybody.add(counterMs);
    if (peer === undefined) return;
    const { links } = known ?? { links: new BadLinks(MAX_BAD_LINKS_OF_PEER) };
    links.add(counterMs);
    this.#peers.delete(peer);
    this.#peers.set(peer, { links, lastMs: counterMs });
    const [oldest] = this.#peers.keys();
    if (this.#peers.size > MAX_PEERS && oldest !== undefined) this.#peers.delete(oldest);
  }

  /** Milliseconds that a new link must wait, 0 = welcome. */
  waitMs(counterMs: number, peer?: string): number {
    const own = peer === undefined ? 0 : (this.#peers.get(peer)?.links.waitMs(counterMs) ?? 0);
    return Math.max(own, this.#everybody.waitMs(counterMs));
  }
}
