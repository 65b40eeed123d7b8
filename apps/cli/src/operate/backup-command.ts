// The command lines of `nightlatch backup`, `restore`, `quarantine` and `audit`.
import type { Command } from 'commander';
import { CliProblem } from '../cli-problem.ts';
import { ENVIRONMENT, list, operate, size, text } from './operator-command.ts';

const KEY_HELP = `
The file holds names and contact data, so it is encrypted: by a passphrase (a file with one line, or
NIGHTLATCH_BACKUP_PASSPHRASE) or by 32 random bytes in base64 (a file, or NIGHTLATCH_BACKUP_KEY).
The master key is not in it: keep it apart, a backup is of no use without it.`;

const withKey = (command: Command): Command =>
  command
    .option('--passphrase-file <file>', 'passphrase, in the first line of a file')
    .option('--key-file <file>', '32 bytes in base64, in a file (openssl rand -base64 32)');

/** Adds the commands to the program. */
export function registerBackup(program: Command): void {
  operate(
    withKey(
      program.command('backup').description('write the whole database into one encrypted file').argument('<file>'),
    )
      .option('--unencrypted', 'leave it readable for everybody who gets it', false)
      .addHelpText('after', `${KEY_HELP}\n${ENVIRONMENT}\nExit codes: 0 written, 1 not (no file is left).`),
    'backup',
    (result, style) => [
      style.strong(`Backup written to ${text(result.file)}`),
      `${Number(result.rows).toLocaleString('en')} rows of ${text(result.tables)} tables, ${size(result.bytes)}. Keep the master key apart from it.`,
    ],
    (_options, [file]) => ({ file }),
  );
  operate(
    withKey(
      program.command('restore').description('put a backup into an empty database, in quarantine').argument('<file>'),
    ).addHelpText('after', `${KEY_HELP}\n${ENVIRONMENT}\nExit codes: 0 restored, 1 not (the database is left empty).`),
    'restore',
    (result, style) => [
      style.strong(`Restored ${Number(result.rows).toLocaleString('en')} rows, as of ${text(result.takenAt)}`),
      `In quarantine: ${
        list(result.locations)
          .map((one) => text(one.name))
          .join(', ') || 'no location'
      }.`,
      'Phones and locks may know more than this database, so nothing is issued, renewed or sent yet. Next:',
      '  1. nightlatch start            staff sign in anew; phones keep the keys they hold until their leases end',
      '  2. nightlatch quarantine resync    the PMS says who is in the house now',
      '  3. nightlatch quarantine lift --reissue --keep-api-keys|--revoke-api-keys',
      'Staff roles, API keys and blocks are those of the backup: look through them before you lift it.',
    ],
    (_options, [file]) => ({ file }),
  );
  registerQuarantine(program);
  operate(
    program
      .command('audit')
      .description('the record of who did what')
      .command('verify')
      .description('walk the hash chain of every location and say what does not fit')
      .option('--location <id or name>', 'one location only')
      .addHelpText('after', `${ENVIRONMENT}\nExit codes: 0 every chain verifies, 1 not.`),
    'audit-verify',
    (result, style) =>
      list(result.locations).map((one) => {
        const broken = one.broken as { seq: number; entryId: string | null; why: string } | null; // AuditVerdict
        const head = one.head as { seq: number; hash: string } | null; // AuditVerdict
        const rest = Number(one.unsealed) > 0 ? `; ${text(one.unsealed)} wait for their place` : '';
        const erased =
          Number(one.personalPartsErased) > 0 ? `; personal parts erased: ${text(one.personalPartsErased)}` : '';
        return broken
          ? `${style.strong(`${text(one.name)}: BROKEN`)} at entry ${broken.seq} (${broken.why}, id ${text(broken.entryId)}); the ${text(one.entries)} before it verify${rest}`
          : `${text(one.name)}: ${text(one.entries)} entries verify${rest}${erased}. Head ${head ? `${head.seq} ${head.hash}` : '–'}`;
      }),
  );
}

function registerQuarantine(program: Command): void {
  const quarantine = program.command('quarantine').description('after a restore: what is held back, and when it ends');
  operate(
    quarantine.command('status').description('which locations are in quarantine').addHelpText('after', ENVIRONMENT),
    'quarantine-status',
    (result) =>
      list(result.locations).map((one) =>
        one.quarantinedAt === null
          ? `${text(one.name)}: not in quarantine`
          : `${text(one.name)}: in quarantine since ${text(one.quarantinedAt)}; PMS (${text(one.pms)}) ${one.pmsHeardSince ? 'heard since' : 'not heard since'}`,
      ),
  );
  operate(
    quarantine
      .command('resync')
      .description('have a running server read all current bookings from the PMS')
      .option('--location <id or name>', 'which location, where there are several'),
    'quarantine-resync',
    () => ['Asked for. A running server does it now; `nightlatch quarantine status` says when the PMS was heard.'],
  );
  operate(
    quarantine
      .command('lift')
      .description('end the quarantine: what the server knows is the truth again')
      .option('--location <id or name>', 'which location, where there are several')
      .option(
        '--reissue',
        'new keys for guests in the house who had one (not for those whose key staff had suspended)',
        false,
      )
      .option('--keep-api-keys', 'API keys of the backup go on working', false)
      .option('--revoke-api-keys', 'all of them end: some may have been revoked since the backup', false)
      .option('--without-pms', 'although the PMS was not heard since the restore', false),
    'quarantine-lift',
    (result, style) => [
      style.strong('The quarantine is lifted.'),
      `Keys issued anew: ${text(result.reissued)}. API keys revoked: ${text(result.apiKeysRevoked)}. Old keys end at each lock with its next mail or the first new key.`,
    ],
    (options) => {
      if (options.keepApiKeys === options.revokeApiKeys) throw chooseOne();
      return {};
    },
  );
}

const chooseOne = (): Error =>
  new CliProblem(
    'option_missing',
    'Say --keep-api-keys or --revoke-api-keys: one that was revoked after the backup would work again.',
  );
