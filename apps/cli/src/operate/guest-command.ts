// The command lines of `nightlatch guest` and `nightlatch retention`.
import type { Command } from 'commander';
import { ENVIRONMENT, list, operate, text } from './operator-command.ts';

const where = (command: Command): Command =>
  command.option('--location <id or name>', 'which location, where there are several');

/** Adds the commands to the program. */
export function registerGuest(program: Command): void {
  const guest = program.command('guest').description('what is stored about one guest: find, export, erase');
  operate(
    where(guest.command('find').description('guests by name, e-mail, phone or booking').argument('<text>')),
    'guest-find',
    (result) => {
      const lines = list(result.guests).map(
        (one) =>
          `${text(one.id)}  ${text(one.name)}  ${text(one.email)}  ${text(one.booking)} (${text(one.status)}, ${text(one.stay)})`,
      );
      return lines.length > 0 ? lines : ['Nobody found.'];
    },
    (_options, [words]) => ({ text: words }),
  );
  operate(
    where(
      guest.command('export').description('everything that is stored about one guest, as JSON').argument('<guest id>'),
    )
      .option('--file <file>', 'into a new file of mode 0600 instead of the terminal')
      .addHelpText('after', ENVIRONMENT),
    'guest-export',
    (result, style) =>
      result.file === undefined
        ? [JSON.stringify(result.export, null, 2)]
        : [
            style.strong(`Written to ${text(result.file)}`),
            `${text(result.rows)} rows of ${text(result.tables)} tables.`,
          ],
    (_options, [id]) => ({ guest: id }),
  );
  operate(
    where(
      guest
        .command('erase')
        .description('take one guest out of everything; there is no way back, but for older backups')
        .argument('<guest id>'),
    )
      .requiredOption('--reason <text>', 'goes into the audit; name nobody in it')
      .addHelpText('after', ENVIRONMENT),
    'guest-erase',
    (result, style) => [
      style.strong('Erased.'),
      `${text(result.rows)} rows deleted or emptied. The audit stays and verifies. Backups taken before still hold the guest.`,
    ],
    (_options, [id]) => ({ guest: id }),
  );
  operate(
    program
      .command('retention')
      .description('personal data by age')
      .command('sweep')
      .description('do now what servers do every hour')
      .addHelpText('after', ENVIRONMENT),
    'retention-sweep',
    (result) => [`${text(result.rows)} rows deleted or emptied by age; ${text(result.guests)} guests erased.`],
  );
}
