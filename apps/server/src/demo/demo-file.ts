// What the corridor needs to play gateway and stand-in PMS: DATA_DIR/corridor/gateway.json, readable by us alone.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoReservation } from './demo-reservations.ts';

export type DemoFile = {
  readonly locationId: string;
  readonly apiKey: string;
  readonly serverUrl: string;
  readonly doors: readonly {
    readonly doorId: string;
    readonly name: string;
    readonly kind: 'room' | 'common' | 'connecting';
    readonly roomNumber: string | null;
  }[];
  readonly pms: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly propertyId: string;
    readonly propertyName: string;
    readonly timeZone: string;
    readonly webhookUrl: string;
    readonly units: readonly { readonly id: string; readonly number: string }[];
    readonly reservations: readonly DemoReservation[];
  };
};

const fileIn = (dataDir: string): string => join(dataDir, 'corridor', 'gateway.json');

/** The file, or undefined when it is missing or not whole. */
export function readDemoFile(dataDir: string): DemoFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as DemoFile; // written by `writeDemoFile` only, whole or not at all
  } catch {
    return undefined;
  }
}

/** Whole or not at all, also at a power cut: it holds the only copy of the demo's secrets. */
export function writeDemoFile(dataDir: string, content: DemoFile): void {
  mkdirSync(join(dataDir, 'corridor'), { recursive: true, mode: 0o700 });
  const draft = `${fileIn(dataDir)}.${process.pid}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, fileIn(dataDir));
}
