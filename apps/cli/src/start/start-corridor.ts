// The corridor of virtual doors and the stand-in PMS, run inside this process on the port above the server's.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import {
  type Corridor,
  createCorridor,
  createStandInPms,
  type DoorPlan,
  type PmsReservationSeed,
  type StandInPms,
} from '@nightlatch/simulator';
import { CliProblem, explainFileError } from '../cli-problem.ts';

export type RunningCorridor = { readonly stop: () => Promise<void> };

export type CorridorStart = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly serverUrl: string;
};

/** What the demo server wrote for us: DATA_DIR/corridor/gateway.json. */
type DemoFile = {
  readonly locationId: string;
  readonly apiKey: string;
  readonly doors: readonly DoorPlan[];
  readonly pms: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly propertyId: string;
    readonly propertyName: string;
    readonly timeZone: string;
    readonly webhookUrl: string;
    readonly units: readonly { readonly id: string; readonly number: string }[];
    readonly reservations: readonly PmsReservationSeed[];
  };
};

const readDemoFile = async (folder: string): Promise<DemoFile> => {
  const path = join(folder, 'gateway.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoFile; // the server writes it whole or not at all
  } catch (error) {
    throw explainFileError(error, path);
  }
};

const openPms = (folder: string, { pms }: DemoFile): Promise<StandInPms> =>
  createStandInPms({
    dataDir: folder,
    property: { id: pms.propertyId, name: pms.propertyName, timeZone: pms.timeZone },
    units: pms.units.map((unit) => ({ id: unit.id, name: unit.number })),
    seed: pms.reservations,
    webhookUrl: pms.webhookUrl,
    clientId: pms.clientId,
    clientSecret: pms.clientSecret,
  });

/** Opens doors and PMS over their files and listens. Resolves when every door has its lock commissioned. */
export async function startCorridor(options: CorridorStart): Promise<RunningCorridor> {
  const folder = join(options.dataDir, 'corridor');
  const demo = await readDemoFile(folder);
  const pms = await openPms(folder, demo);
  const corridor: Corridor = await createCorridor({
    dataDir: folder,
    doors: demo.doors,
    gateway: { baseUrl: options.serverUrl, apiKey: demo.apiKey, locationId: demo.locationId },
    pms,
  });
  const server = createServer((request, response) => corridor.handleRequest(request, response));
  server.on('upgrade', (request, socket, head) => corridor.handleUpgrade(request, socket, head));
  const close = async (): Promise<void> => {
    await corridor.close();
    await pms.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, options.host, resolve);
    });
  } catch (cause) {
    await close();
    throw new CliProblem('port_in_use', `Port ${options.port} (for the virtual doors) can't be used.`, { cause });
  }
  await corridor.commissioned;
  return { stop: close };
}
