// `--help` of the project's own commands.

/** Where `--help` or `-h` asks for it: prints how the command is used, and ends. */
export function offerHelp(text) {
  if (!process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return;
  process.stdout.write(`${text.trim()}\n`);
  process.exit(0);
}
