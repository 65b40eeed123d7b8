// `nightlatch`: the project's one command-line program. Each command registers itself from its own folder.
import { readFileSync } from 'node:fs';
import { useCrypto } from '@nightlatch/aliro';
import { nodeCrypto } from '@nightlatch/node-crypto';
import { Command } from 'commander';
import { registerAdmin } from './admin/admin-command.ts';
import { registerAliro } from './aliro/aliro-command.ts';
import { errnoOf } from './cli-problem.ts';
import { registerBackup } from './operate/backup-command.ts';
import { registerGuest } from './operate/guest-command.ts';
import { registerKeys } from './operate/keys-command.ts';
import { registerStart } from './start/start-command.ts';
import { registerTour } from './tour/tour-command.ts';

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const version =
  manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : 'unknown';

// Whoever read our output may stop early (`| head`): no reason to die in the middle of a stay or a stop.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (errnoOf(error) !== 'EPIPE') throw error;
  });
}

// Locks and phones of this process are Node's: its own OpenSSL is their quickest cryptography.
useCrypto(nodeCrypto);

const program = new Command('nightlatch')
  .description('Mobile room keys for hotels')
  .version(version)
  .showHelpAfterError('(see --help)');

registerStart(program);
registerTour(program);
registerBackup(program);
registerGuest(program);
registerKeys(program);
registerAliro(program);
registerAdmin(program);

await program.parseAsync();
