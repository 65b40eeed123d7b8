// Runs the phone's and the lock's processes once and keeps their report for all families of the door.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../figure.ts';
import { atEnd } from '../stop-everything.ts';
import type { DoorReport } from './door-messages.ts';

const BATCHES = 9;
let measured: Promise<DoorReport> | undefined;

/** Measured at the first call, remembered after. */
export const measureDoor = (bench: Bench): Promise<DoorReport> => {
  measured ??= run(bench);
  return measured;
};

const run = (bench: Bench): Promise<DoorReport> => {
  const batches = bench.runs(BATCHES);
  bench.say(`openings of every way, ${batches} batches each, phone and lock in processes of their own`);
  const program = fileURLToPath(new URL('./phone-process.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(program, [String(batches)], { serialization: 'advanced' });
    const gone = atEnd(async () => void child.kill());
    child.once('message', (report: DoorReport) => resolve(report));
    child.once('error', reject);
    child.once('exit', (code) => {
      void gone();
      reject(new Error(`the phone’s process ended with ${code} before it reported`));
    });
  });
};
