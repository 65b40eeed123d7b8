// `npm start`: installs and builds what is missing, then runs `nightlatch start` with the arguments given.
import './steps/require-node.mjs';

import('./steps/run-nightlatch.mjs').then(({ runNightlatch }) =>
  runNightlatch(['start', ...process.argv.slice(2)], { say: process.stdout }),
);
