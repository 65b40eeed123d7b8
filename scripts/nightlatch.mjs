// `npm run --silent nightlatch -- …`: the command-line program from a clone; what it installs and builds first goes to stderr.
import './steps/require-node.mjs';

import('./steps/run-nightlatch.mjs').then(({ runNightlatch }) =>
  runNightlatch(process.argv.slice(2), { say: process.stderr }),
);
