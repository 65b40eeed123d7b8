// Finds connectors by their folders: a new vendor is one new folder and no other edit.
import { readdir } from 'node:fs/promises';
import type { LockConnector } from './lock-connector.ts';
import type { PmsConnector } from './pms-connector.ts';
import type { SmsConnector } from './sms-connector.ts';
import type { VerificationConnector } from './verification-connector.ts';

/** Every connector by its id, which is its folder's name. */
export interface Connectors {
  readonly pms: ReadonlyMap<string, PmsConnector>;
  readonly locks: ReadonlyMap<string, LockConnector>;
  readonly sms: ReadonlyMap<string, SmsConnector>;
  readonly verification: ReadonlyMap<string, VerificationConnector>;
}

/** Loads `<kind>/<id>/index` of every kind. Throws `Error` when a folder's connector is missing or names itself otherwise. */
export async function findConnectors(): Promise<Connectors> {
  const [pms, locks, sms, verification] = await Promise.all([
    load<PmsConnector>('pms'),
    load<LockConnector>('locks'),
    load<SmsConnector>('sms'),
    load<VerificationConnector>('verification'),
  ]);
  return { pms, locks, sms, verification };
}

async function load<C extends PmsConnector | LockConnector | SmsConnector | VerificationConnector>(
  kind: C['manifest']['kind'],
): Promise<Map<string, C>> {
  const folder = new URL(`../${kind}/`, import.meta.url);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const loaded = await Promise.all(
    ids.sort().map(async (id): Promise<[string, C]> => {
      const module: { connector?: C } = await import(new URL(`${id}/index.${extension}`, folder).href);
      const { connector } = module;
      if (connector?.manifest.kind !== kind || connector.manifest.id !== id) {
        throw new Error(`connectors: ${kind}/${id} exports no connector of that name`);
      }
      return [id, connector];
    }),
  );
  return new Map(loaded);
}
