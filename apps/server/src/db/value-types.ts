// How PostgreSQL's values come into JavaScript: counters as numbers, calendar dates as text; per pool, never global.
import pg from 'pg';

/** int8: counters below 2^53 by construction; anything larger is a broken invariant and thrown, never rounded. */
function parseCounter(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a counter left the safe integers');
  return value;
}

const ownParsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseCounter],
  // A calendar date has no instant: `new Date` would shift it by the zone of this machine.
  [pg.types.builtins.DATE, (text: string) => text],
]);

/** Pass as `types` to a pool or client: bigint → number, date → 'YYYY-MM-DD', the rest as `pg` does it. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : ownParsers.get(oid);
    // `pg` declares one signature per format; the value is what its own table gives for this oid.
    return own ?? (pg.types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format);
  },
} as pg.CustomTypesConfig;
