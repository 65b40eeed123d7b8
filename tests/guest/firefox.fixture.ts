// A real Firefox with a profile of its own, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), whose push service is one on this computer.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';

const PROGRAMS = [process.env.FIREFOX_PATH, 'firefox-esr', 'firefox'].filter((name) => name !== undefined);

const starts = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;

/** What this machine lacks for these tests. */
export function missingForFirefox(): string | undefined {
  return PROGRAMS.some((program) => starts(program)) ? undefined : 'no Firefox here';
}

/** No calls home, no questions; the rest is what a guest has. */
const PREFS: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.region.network.url': '',
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.topsites.contile.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  // WebDriver's own settings switch push off.
  'remote.prefs.recommended': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  // Web push: the guest has said yes, and notifications are Firefox's own.
  'dom.push.testing.allowInsecureServerURL': true,
  'dom.push.testing.ignorePermission': true,
  'permissions.default.desktop-notification': 1,
  'alerts.useSystemBackend': false,
};

export interface Firefox {
  goto(url: string): Promise<void>;
  /** Runs an expression in the page; gives its value, awaited. */
  run<T>(expression: string): Promise<T>;
  /** Waits for an element with this `data-testid`. */
  see(id: string, more?: string): Promise<void>;
  /** Presses it, as the guest would. */
  press(id: string): Promise<void>;
  close(): Promise<void>;
}

type Answer = { id?: number; type: string; result?: Record<string, unknown>; error?: string; message?: string };

export async function openFirefox(pushServiceUrl: string): Promise<Firefox> {
  const program = PROGRAMS.find((name) => starts(name));
  if (program === undefined) throw new Error('no Firefox here');
  const profile = await mkdtemp(join(tmpdir(), 'nightlatch-firefox-'));
  const prefs = { ...PREFS, 'dom.push.serverURL': pushServiceUrl };
  const lines = Object.entries(prefs).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), `${lines.join('\n')}\n`);
  const child = spawn(program, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  });
  const { send, socket } = await connect(child);
  await send('session.new', { capabilities: {} });
  const tree = (await send('browsingContext.getTree', {})) as { contexts: { context: string }[] }; // BiDi §7.3
  const context = tree.contexts[0]?.context;
  const run = async <T>(expression: string): Promise<T> => {
    const answer = await send('script.evaluate', {
      // As JSON: BiDi's own form of values is for programs that keep handles.
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.exceptionDetails).slice(0, 500));
    const { value } = answer.result as { value?: string }; // a string, or nothing for `undefined`
    return (value === undefined ? undefined : JSON.parse(value)) as T; // the caller knows its expression
  };
  const query = (id: string, more = ''): string => `document.querySelector('[data-testid="${id}"]${more}')`;
  return {
    run,
    goto: async (url) => {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    see: (id, more) => expect.poll(() => run(`${query(id, more)} !== null`)).toBe(true),
    press: async (id) => {
      await expect.poll(() => run(`${query(id)} !== null`)).toBe(true);
      await run(`${query(id)}.click()`);
    },
    close: async () => {
      const gone = child.exitCode === null ? once(child, 'exit') : undefined;
      await send('browser.close', {}).catch(() => child.kill('SIGKILL'));
      await gone;
      socket.terminate();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Firefox says on its error output where it listens. */
async function connect(child: ChildProcess): Promise<{
  socket: WebSocket;
  send: (method: string, params: object) => Promise<Record<string, unknown>>;
}> {
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${said.slice(-500)}`)));
  });
  const socket = new WebSocket(`${url}/session`);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer; // BiDi §3.4
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  socket.on('close', () => {
    for (const done of waiting.values()) done({ type: 'error', error: 'the connection is gone' });
  });
  let asked = 0;
  const send = async (method: string, params: object): Promise<Record<string, unknown>> => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const answer = await answered;
    waiting.delete(id);
    if (answer.type !== 'success') throw new Error(`${method}: ${answer.error} ${answer.message ?? ''}`);
    return answer.result ?? {};
  };
  return { socket, send };
}
