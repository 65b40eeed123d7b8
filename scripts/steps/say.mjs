// Progress for people: a line per step with its time; on a terminal the running step moves, elsewhere it speaks up at times.

/** How often a long step speaks up where lines can't be rewritten. */
const quietMs = 10_000;

/** Steps print to `stream`; those given `silent` print nothing, and whoever calls them shows what failed. */
export function createSay(stream = process.stdout, options = {}) {
  const silent = options.silent ?? false;
  const moves = Boolean(stream.isTTY) && !process.env.CI;
  const write = (text) => {
    if (!silent) stream.write(text);
  };

  /** Runs `work(report)`; `report('12 of 40')` tells how far it is. */
  async function step(label, work) {
    const start = performance.now();
    let detail = '';
    let shown = start;
    const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
    const line = () => `  ${label}${detail ? ` (${detail})` : ''} … ${seconds()}`;
    const speak = () => {
      if (moves) write(`\r\u001b[K${line()}`);
      else if (performance.now() - shown >= quietMs) {
        shown = performance.now();
        write(`${line()}\n`);
      }
    };
    write(moves ? line() : `  ${label} …\n`);
    const timer = setInterval(speak, 250);
    try {
      const result = await work((text) => {
        detail = text;
      });
      write(`${moves ? '\r\u001b[K' : ''}  ${label}: done in ${seconds()}\n`);
      return result;
    } catch (error) {
      write(`${moves ? '\r\u001b[K' : ''}  ${label}: failed after ${seconds()}\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  return { step, line: (text) => write(`${text}\n`) };
}
