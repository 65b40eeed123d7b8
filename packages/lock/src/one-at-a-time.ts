// Runs actions strictly one after another: decisions, mail and journal pages never interleave (docs/protocol §6.4).

/** A queue of asynchronous actions. An action that throws does not stop the ones behind it. */
export class OneAtATime {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(action);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything queued so far is done. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
