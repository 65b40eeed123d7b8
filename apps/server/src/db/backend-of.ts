// PostgreSQL's process behind a connection: pg knows it, its types leave it out.
import type pg from 'pg';

/** For crash points only (crash-point.ts). */
export const backendOf = (client: pg.PoolClient): number => (client as unknown as { processID: number }).processID;
