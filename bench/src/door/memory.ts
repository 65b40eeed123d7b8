// `door.memory.*`: working memory of a lock brain with a revocation list that is full.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Family, Figure } from '../figure.ts';
import { atEnd } from '../stop-everything.ts';
import type { MemoryReport } from './memory-process.ts';

const weigh = (): Promise<MemoryReport> => {
  const program = fileURLToPath(new URL('./memory-process.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: ['--expose-gc'] });
    const gone = atEnd(async () => void child.kill());
    child.once('message', (report: MemoryReport) => resolve(report));
    child.once('error', reject);
    child.once('exit', (code) => {
      void gone();
      reject(new Error(`the weighing process ended with ${code}`));
    });
  });
};

export const memoryFigures: Family = {
  group: 'door',
  names: ['door.memory.lock', 'door.memory.list'],
  limit: 'of the lock: the same lock without a list; of the list alone: the bytes of the documents that brought it',
  measure: async function* (bench): AsyncIterable<Figure> {
    const { emptyBytes, fullBytes, entries, documentBytes, locks } = await weigh();
    bench.say(`a full list has ${entries} entries in ${documentBytes} bytes`);
    const kib = (bytes: number): number => bytes / 1024;
    const shared = { unit: 'KiB', runs: locks };
    yield { name: 'door.memory.lock', value: kib(fullBytes), limit: kib(emptyBytes), ...shared };
    yield { name: 'door.memory.list', value: kib(fullBytes - emptyBytes), limit: kib(documentBytes), ...shared };
  },
};
