// The floor below every road through the server: two HTTP requests and one committed write, and nothing else.
import { Agent, request } from 'node:http';
import type { Hotel } from './hotel.ts';

/** In words, for the table. */
export const BARE_EXCHANGE =
  'two GET /health of this server, one after the other, and one committed one-row insert (bare round trips)';

/** Measures it `runs` times; milliseconds each. */
export const measureBareExchange = async (hotel: Hotel, runs: number): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const client = await hotel.pool.connect();
  try {
    await client.query('create table if not exists bench_write (n integer, at timestamptz)');
    const once = async (n: number): Promise<number> => {
      const started = performance.now();
      await get(`${hotel.url}/health`, agent);
      await client.query({ name: 'bench-write', text: 'insert into bench_write values ($1, now())', values: [n] });
      await get(`${hotel.url}/health`, agent);
      return performance.now() - started;
    };
    for (let warm = 0; warm < 10; warm += 1) await once(warm);
    const times: number[] = [];
    for (let n = 0; n < runs; n += 1) times.push(await once(n));
    return times;
  } finally {
    await client.query('drop table if exists bench_write');
    client.release();
    agent.destroy();
  }
};

const get = (url: string, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume();
      response.once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
