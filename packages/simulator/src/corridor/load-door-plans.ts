// Which doors the corridor has: asked of the server once, remembered so that a restart needs no server.
import type { Client } from '@nightlatch/api';
import { readFileIfThere, writeFileDurably } from '../write-file-durably.ts';
import type { DoorPlan } from './door-view.ts';

/** Reads the remembered doors, else all pages of the server's list. Throws `ApiProblem`, `ApiUnreachable`. */
export async function loadDoorPlans(options: {
  readonly client: Client;
  readonly locationId: string;
  readonly path: string;
}): Promise<DoorPlan[]> {
  const held = await readFileIfThere(options.path);
  if (held) return JSON.parse(new TextDecoder().decode(held)) as DoorPlan[]; // written below, whole or not at all
  const plans: DoorPlan[] = [];
  let cursor: string | undefined;
  do {
    const page = await options.client.call('listDoors', {
      params: { locationId: options.locationId },
      query: { limit: 100, ...(cursor !== undefined && { cursor }) },
    });
    for (const { id, name, kind } of page.items) plans.push({ doorId: id, name, kind });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  await writeFileDurably(options.path, JSON.stringify(plans));
  return plans;
}
