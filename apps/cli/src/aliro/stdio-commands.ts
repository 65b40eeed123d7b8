// `nightlatch aliro reader` and `phone`: one side of the door protocol on stdin and stdout, for trials against other implementations.
import type { Command } from 'commander';
import { CliProblem } from '../cli-problem.ts';
import { type ApduLines, openApduLines } from './apdu-lines.ts';
import { readPhoneConfig } from './phone-config.ts';
import { readReaderConfig } from './reader-config.ts';
import { speakPhone } from './speak-phone.ts';
import { speakReader } from './speak-reader.ts';

const form = `
One APDU in hex a line; spaces inside a line, empty lines and lines that start with # are skipped.
The last line on stdout is a remark: # {json} with the outcome.

Exit codes: 0 the door opens, 1 it does not (refused, or the session failed),
2 the configuration or a line can't be read; one sentence on stderr says why.

Keys, points and documents are hex; a private key is {"scalar": hex} or {"pkcs8": hex}.
Examples of both files, with keys made for them only: docs/protocol/examples. A field "note" is skipped.`;

const readerMore = `
Writes commands, reads answers; one transaction, decided without hotel rules.
The outcome shows Kpersistent, for a fast try later: use keys made for trials only.

Configuration (JSON; * = needed):
  interface          "nfc" (default; starts with SELECT) or "ble" (starts with AUTH0)
  readerIdentifier * 32 bytes
  readerKey *        private key of the reader
  groupKey           point; the reader-issuer key. Needed with a certificate, else the reader's own
  certificate        profile0000; none: the reader key is the group key
  certificateBy      "auth1" (default) or "load-cert"
  anchors            {kid: point} or [point]: who may sign documents
  askedElements      names of elements to ask for by step-up, at most 4
  revocationElement  name; asks for a Revocation Document too
  devices            [point]: device keys that open where no element is asked; key slots are looked up here
  fast               [{"kpersistent": hex, "device": point}]: tries the fast phase; a match opens
  ask                "public-key" (default) or "key-slot"
  authenticationPolicy  1 (default), 2 or 3
  allowRuleless      true: an element without rules opens
  shortOnly          true: chains short APDUs where the phone would take extended ones
  a5, extended       "ble" only: what the phone's Initiate says, as in the phone's file
  now                "system" (default), "unknown" or a UTC instant
${form}`;

const phoneMore = `
Reads commands, writes answers until its input ends; one link, one door.

Configuration (JSON; * = needed):
  interface          "nfc" (default) or "ble" (no SELECT of the first application)
  readerIdentifier * 32 bytes: the door this phone has a key for
  groupKeys          [point], at most 2: reader keys or reader-issuer keys held for its group
  deviceKey *        private key of the phone for this door
  documents          {"access": hex, "revocation": hex}, as issued
  mailbox            hex: its content and thereby its size; none: no mailbox
  kpersistent        32 bytes: answers the fast phase (under the first of groupKeys)
  userPresent        true (default) or false: whether the guest acts
  certificateRule    "any" (default) or "hotel" (a certificate's subject must name the reader)
  extended           {"maxCommand": n, "maxAnswer": n}; none: short APDUs only
  a5                 a whole A5 TLV instead of "extended"
  now                "system" (default), "unknown" or a UTC instant
${form}`;

type Options = { readonly stdio: boolean; readonly config: string };
type Speak = (config: string, lines: ApduLines) => Promise<{ readonly granted: boolean | null }>;

/** Adds both commands below `nightlatch aliro`. */
export function registerStdio(aliro: Command): void {
  add(aliro, 'reader', "speak the reader's side, one hex APDU a line", readerMore, async (file, lines) =>
    speakReader(await readReaderConfig(file), lines),
  );
  add(aliro, 'phone', "speak the phone's side, one hex APDU a line", phoneMore, async (file, lines) =>
    speakPhone(await readPhoneConfig(file), lines),
  );
}

function add(aliro: Command, name: string, description: string, more: string, speak: Speak): void {
  aliro
    .command(name)
    .description(description)
    .requiredOption('--stdio', 'on stdin and stdout (the only way so far)')
    .requiredOption('--config <file>', 'JSON file, see below')
    .addHelpText('after', more)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async ({ config }: Options) => {
      const lines = openApduLines(process.stdin, process.stdout);
      try {
        const outcome = await speak(config, lines);
        lines.remark(outcome);
        process.exitCode = outcome.granted === true ? 0 : 1;
      } catch (error) {
        if (!(error instanceof CliProblem)) throw error;
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 2;
      } finally {
        lines.close();
      }
    });
}
