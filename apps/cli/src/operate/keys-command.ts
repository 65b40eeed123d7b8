// The command lines of `nightlatch keys`.
import type { Command } from 'commander';
import { ENVIRONMENT, list, names, operate, text } from './operator-command.ts';

const where = (command: Command): Command =>
  command.option('--location <id or name>', 'which location, where there are several');

/** Adds the commands to the program. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('signing keys: which there are, and changing one');
  operate(
    where(
      keys.command('status').description('signing keys, how many locks trust each, and a change under way'),
    ).addHelpText('after', ENVIRONMENT),
    'keys-status',
    (result, style) => [
      ...list(result.keys).map(
        (key) =>
          `${text(key.class).padEnd(14)} ${text(key.epoch).padStart(3)}  ${text(key.state).padEnd(10)} ${text(key.locks)} locks`,
      ),
      ...list(result.rotations).flatMap((one) => [
        style.strong(
          `${text(one.class)}: ${text(one.oldEpoch)} → ${text(one.newEpoch)}, ${text(one.stage)} since ${text(one.since)}`,
        ),
        one.waitsUntil === null
          ? `${one.class === 'reader_issuer' ? 'to be commissioned anew' : 'waits for'}: ${
              names(one.behind) || 'no lock'
            }`
          : `waits for phones that know the old key alone, at the latest until ${text(one.waitsUntil)}`,
      ]),
    ],
  );
  operate(
    where(keys.command('rotate').description('begin to change a signing key; a running server does the rest'))
      .requiredOption('--class <class>', 'credential, mail, root, seal or reader_issuer; in an emergency also all')
      .requiredOption('--reason <text>', 'goes into the audit')
      .option('--emergency', 'somebody has the old key: use the new one at once; guests have to be online once', false)
      .addHelpText('after', ENVIRONMENT),
    'keys-rotate',
    (result, style) => [
      style.strong(
        `${Object.entries(result.epochs ?? {})
          .map(([cls, epoch]) => `${cls} key ${text(epoch)}`)
          .join(', ')}: made, and the change has begun.`,
      ),
      'The server goes on by itself, and destroys the old key when nothing needs it. See `nightlatch keys status`.',
    ],
  );
  operate(
    where(keys.command('force').description('go to the next stage without the locks that are behind')).requiredOption(
      '--reason <text>',
      'goes into the audit',
    ),
    'keys-force',
    (result, style) => [
      style.strong(`Went on from “${text(result.stage)}”.`),
      `Left behind: ${
        names(result.behind) || 'no lock'
      }. They refuse what the new key signs until its mail reaches them.`,
    ],
  );
  operate(
    keys
      .command('rewrap')
      .description('wrap the key that seals this database’s secrets anew, or for another keeper')
      .option(
        '--to <keeper>',
        'master-key or vault; without it: whoever keeps it now, by the newest version of its key',
      )
      .option('--key-file <file>', 'the new master key: 32 bytes in base64')
      .option('--keep-others', 'leave the other ways to open it', false)
      .addHelpText('after', ENVIRONMENT),
    'keys-rewrap',
    (result, style) => [
      style.strong('The sealing key is wrapped; running servers go on.'),
      ...list(result.ways).map((way) => `opens by ${text(way.provider)} ${text(way.keyRef)}`),
      'Give every server this keeper before its next start; backups taken before still open by the old one.',
    ],
  );
  operate(
    keys
      .command('reseal')
      .description('another key for all that is sealed in this database; stop every server first')
      .option('--to <keeper>', 'master-key or vault; without it: whoever keeps the present one')
      .option('--key-file <file>', 'the new master key: 32 bytes in base64')
      .addHelpText('after', ENVIRONMENT),
    'keys-reseal',
    (result, style) => [
      style.strong(`${text(result.sealed)} secrets are sealed by a new key.`),
      'The old key opens nothing here any more, but every backup taken before: delete those that you can do without.',
      'Staff sign in anew. Whoever had the old key may have had the secrets too: see `nightlatch keys rotate --class all`.',
    ],
  );
}
