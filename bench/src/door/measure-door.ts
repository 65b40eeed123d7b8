// Has openings played on each platform, once for each, and keeps the reports for all families of the door.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../figure.ts';
import { atEnd } from '../stop-everything.ts';
import type { DoorReport, Platform } from './door-messages.ts';

const BATCHES = 25;
const measured = new Map<Platform, Promise<DoorReport>>();

/** Measured at the first call, remembered after. */
export const measureDoor = (bench: Bench, platform: Platform): Promise<DoorReport> => {
  const report = measured.get(platform) ?? run(bench, platform);
  measured.set(platform, report);
  return report;
};

const run = (bench: Bench, platform: Platform): Promise<DoorReport> => {
  const batches = bench.runs(BATCHES);
  bench.say(`openings of every way on ${platform}, ${batches} batches each`);
  const program = fileURLToPath(new URL('./door-process.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(program, [platform, String(batches)], { serialization: 'advanced' });
    const gone = atEnd(async () => void child.kill());
    child.once('message', (report: DoorReport) => resolve(report));
    child.once('error', reject);
    child.once('exit', (code) => {
      void gone();
      reject(new Error(`the openings on ${platform} ended with ${code} before they reported`));
    });
  });
};
