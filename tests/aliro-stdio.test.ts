// `nightlatch aliro reader` and `phone` as two processes that hear only each other's lines, from the example configurations.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));
const examples = fileURLToPath(new URL('../docs/protocol/examples/', import.meta.url));

type Json = Readonly<Record<string, unknown>>;
type Said = { readonly code: number | null; readonly lines: readonly string[]; readonly stderr: string };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-stdio-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function example(side: 'reader' | 'phone'): Json {
  return JSON.parse(readFileSync(join(examples, `${side}.json`), 'utf8')) as Json; // our own file
}

function start(side: 'reader' | 'phone', config: Json | string): ChildProcess {
  const file = join(folder, `${side}.json`);
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return spawn(process.execPath, [program, 'aliro', side, '--stdio', '--config', file], { stdio: 'pipe' });
}

function listen(child: ChildProcess): Promise<Said> {
  let out = '';
  let stderr = '';
  child.stdout?.on('data', (part: Buffer) => {
    out += part.toString();
  });
  child.stderr?.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, stderr, lines: out.split('\n').filter((line) => line !== '') })),
  );
}

/** One side alone, given these lines. */
async function alone(side: 'reader' | 'phone', config: Json | string, input: string): Promise<Said> {
  const child = start(side, config);
  const said = listen(child);
  child.stdin?.on('error', () => {}); // it may refuse its configuration before it reads a line
  child.stdin?.end(input);
  return said;
}

type Pair = { readonly reader: Said; readonly phone: Said; readonly told: Json; readonly heard: Json };

/** Both sides with fields changed, each one's output the other's input, until both have ended. */
async function connect(readerChange: Json = {}, phoneChange: Json = {}): Promise<Pair> {
  const reader = start('reader', { ...example('reader'), ...readerChange });
  const phone = start('phone', { ...example('phone'), ...phoneChange });
  const ends = Promise.all([listen(reader), listen(phone)]);
  for (const child of [reader, phone]) child.stdin?.on('error', () => {}); // the other may end first
  if (reader.stdin) phone.stdout?.pipe(reader.stdin);
  if (phone.stdin) reader.stdout?.pipe(phone.stdin);
  const [readerSaid, phoneSaid] = await ends;
  return { reader: readerSaid, phone: phoneSaid, told: outcomeOf(readerSaid), heard: outcomeOf(phoneSaid) };
}

function outcomeOf(said: Said): Json {
  const last = said.lines.at(-1) ?? '';
  if (!last.startsWith('# ')) throw new Error(`no outcome: ${last} ${said.stderr}`);
  return JSON.parse(last.slice(2)) as Json; // our own program's line
}

/** INS bytes of the commands sent, in order. */
const instructions = ({ lines }: Said): string[] =>
  lines.filter((line) => !line.startsWith('#')).map((line) => line.slice(2, 4));

const standard = { askedElements: [] };
const [knownDevice] = example('reader').devices as [string]; // our own file holds one

describe('a reader and a phone in two processes', () => {
  test('step-up, as in the examples: SELECT, AUTH0, AUTH1, ENVELOPE, EXCHANGE; the document opens', async () => {
    const { reader, phone, told, heard } = await connect();
    expect(told).toMatchObject({ granted: true, status: '0101', reason: 'element grants', element: 'door' });
    expect(heard).toMatchObject({ granted: true, status: '0101', state: 'done' });
    expect([reader.code, phone.code]).toEqual([0, 0]);
    expect(instructions(reader)).toEqual(['a4', '80', '81', 'c3', 'c9']);
    expect(reader.stderr + phone.stderr).toBe('');
  });

  test('standard: a known device key opens without a document; an unknown one is refused 0003', async () => {
    const known = await connect(standard);
    expect(instructions(known.reader)).toEqual(['a4', '80', '81', 'c9']);
    expect(known.told).toMatchObject({ granted: true, phase: 'standard', devicePoint: knownDevice });
    const unknown = await connect({ ...standard, devices: [] });
    expect(unknown.told).toMatchObject({ granted: false, status: '0003' });
    expect(unknown.heard).toMatchObject({ granted: false, status: '0003' });
    expect([unknown.reader.code, unknown.phone.code]).toEqual([1, 1]);
  });

  test('BLE: no SELECT; both must say the same A5', async () => {
    const extended = { maxCommand: 2048, maxAnswer: 4096 };
    const { reader, told } = await connect({ interface: 'ble', extended }, { interface: 'ble', extended });
    expect(told).toMatchObject({ granted: true });
    expect(instructions(reader)).toEqual(['80', '81', 'c3', 'c9']);
    const other = await connect({ interface: 'ble' }, { interface: 'ble', extended });
    expect(other.told).toMatchObject({ granted: false, reason: 'session failed: sealed' });
  });

  test('LOAD CERT, key slot, answers in short blocks', async () => {
    const loaded = await connect({ ...standard, certificateBy: 'load-cert', ask: 'key-slot' });
    expect(instructions(loaded.reader)).toEqual(['a4', '80', 'd1', '81', 'c9']);
    expect(loaded.told).toMatchObject({ granted: true });
    const short = await connect({ certificateBy: 'auth1', shortOnly: true }, { extended: null });
    expect(short.told).toMatchObject({ granted: true });
    // The document comes in blocks.
    expect(instructions(short.reader)).toContain('c0');
  });

  test('fast: with the Kpersistent of a standard session, one exchange opens', async () => {
    const first = await connect(standard);
    const { kpersistent, devicePoint } = first.told;
    const again = await connect({ fast: [{ kpersistent, device: devicePoint }] }, { kpersistent });
    expect(again.told).toMatchObject({ granted: true, phase: 'fast' });
    expect(instructions(again.reader)).toEqual(['a4', '80', 'c9']);
    const forgotten = await connect({ fast: [{ kpersistent, device: devicePoint }] });
    expect(forgotten.told).toMatchObject({ granted: true, phase: 'standard' });
  });

  test('refused: out of its time, unknown issuer, no document, absent guest, unknown group', async () => {
    const late = await connect({ now: '2026-03-05T12:00:00Z' });
    expect(late.told).toMatchObject({ granted: false, status: '0002' });
    expect(late.heard).toMatchObject({ granted: false, status: '0002' });
    expect((await connect({ anchors: {} })).told).toMatchObject({ granted: false, status: '0001' });
    expect((await connect({}, { documents: {} })).told).toMatchObject({ granted: false, status: '0001' });
    const absent = await connect({}, { userPresent: false });
    expect(absent.told).toMatchObject({ granted: false, status: null, failure: { code: 'sw', sw: '6985' } });
    expect(absent.heard).toMatchObject({ granted: null, state: 'done' });
    expect([absent.reader.code, absent.phone.code]).toEqual([1, 1]);
    const stranger = await connect({}, { groupKeys: [] });
    expect(stranger.told).toMatchObject({ failure: { code: 'sw', sw: '6982' } });
  });
});

describe('what can be wrong is one sentence and exit code 2', () => {
  test('lines: no hex, too short; remarks and empty lines are skipped', async () => {
    const select = '# a remark\n\n00 A4 04 00 09 A0 00 00 09 09 AC CE 55 01 00\n';
    const fine = await alone('phone', example('phone'), select);
    expect(fine.lines[0]).toMatch(/^6f.*9000$/);
    expect(fine.code).toBe(1);
    const bad = await alone('phone', example('phone'), `${select}hello\n`);
    expect(bad).toMatchObject({ code: 2, stderr: 'Line 4 on stdin is not an APDU in hex.\n' });
    const answer = await alone('reader', example('reader'), '9\n');
    expect(answer).toMatchObject({ code: 2, stderr: 'Line 1 on stdin is not an APDU in hex.\n' });
    const short = await alone('reader', example('reader'), '90\n');
    expect(short).toMatchObject({ code: 2, stderr: 'Line 1 on stdin is too short for an APDU.\n' });
  });

  test('an input that ends is a lost link: exit code 1', async () => {
    const said = await alone('reader', example('reader'), '');
    expect(outcomeOf(said)).toMatchObject({ granted: false, failure: { code: 'link' } });
    expect(said.code).toBe(1);
  });

  test.each<[string, Json | string, RegExp]>([
    ['no JSON', 'hello', /reader\.json is not JSON\.$/],
    ['no object', '[]', /reader\.json is not a JSON object\.$/],
    ['no reader identifier', { readerIdentifier: null }, /"readerIdentifier" must be 32 bytes of hex\.$/],
    ['no key', { readerKey: null }, /reader\.json: "readerKey" must be \{"scalar": .* P-256 key\.$/],
    ['key off the curve', { readerKey: { scalar: '00'.repeat(32) } }, /"readerKey" must be .* P-256 key\.$/],
    ['no point', { groupKey: `04${'11'.repeat(64)}` }, /"groupKey" must be 65 bytes of hex, an uncompressed/],
    ['a word not known', { interface: 'uwb' }, /"interface" must be "nfc" or "ble"\.$/],
    ['a misspelt field', { certifcate: null }, /"certifcate" is not a known field\.$/],
    ['an instant that is none', { now: 'yesterday' }, /"now" must be "system", "unknown" or a UTC instant/],
  ])('%s', async (_name, change, sentence) => {
    const config = typeof change === 'string' ? change : { ...example('reader'), ...change };
    const said = await alone('reader', config, '');
    expect(said.stderr.trimEnd()).toMatch(sentence);
    expect(said.stderr.trimEnd()).not.toContain('\n');
    expect(said).toMatchObject({ code: 2, lines: [] });
  });

  test('--help explains both files', async () => {
    for (const side of ['reader', 'phone'] as const) {
      const child = spawn(process.execPath, [program, 'aliro', side, '--help'], { stdio: 'pipe' });
      const said = await listen(child);
      expect(said.code).toBe(0);
      for (const field of Object.keys(example(side))) expect(said.lines.join('\n')).toContain(field);
    }
  });
});
