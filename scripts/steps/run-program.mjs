// Runs another program without a shell and without stdin, and gives back how it ended and what it said.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.mjs';

/**
 * `show` passes the program's output on as it comes (its colours too); else it is collected. Never throws for a status
 * other than 0: the caller knows what that means.
 */
export function runProgram(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status: status ?? 128 + (constants.signals[signal] ?? 0), output });
    });
  });
}

/** Runs a JavaScript program with this very Node.js. */
export function runNode(args, options = {}) {
  return runProgram(process.execPath, args, options);
}
