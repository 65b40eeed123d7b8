// A Chromium of the bench's own, which Lighthouse and the bench's pages use in turns.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { makeFolder } from '../make-folder.ts';
import { atEnd } from '../stop-everything.ts';

export type OwnChromium = {
  /** Of its debugging interface. */
  readonly port: number;
  /** Lends the browser's default profile; nothing of ours is attached before and after, which would hold up Lighthouse's pages. */
  readonly use: <T>(visit: (context: BrowserContext) => Promise<T>) => Promise<T>;
  /** Ends it and starts it anew on the same profile, as a phone that was restarted. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-GB',
  '--remote-debugging-port=0',
];

/** The browser that CHROMIUM_PATH names, else the system's; the headless shell from npm is none that Lighthouse can judge. */
const findProgram = (): string => {
  const program = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  if (!existsSync(program)) throw new Error(`no Chromium at ${program}: name one in CHROMIUM_PATH`);
  return program;
};

export const startOwnChromium = async (): Promise<OwnChromium> => {
  const profile = await makeFolder('chromium');
  let running = await launch(profile.path);
  const close = async (): Promise<void> => {
    await running.end();
    await profile.remove();
  };
  return {
    get port() {
      return running.port;
    },
    use: async (visit) => {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${running.port}`);
      try {
        const [context] = browser.contexts();
        if (!context) throw new Error('Chromium has no profile');
        return await visit(context);
      } finally {
        await browser.close(); // only our connection to it
      }
    },
    restart: async () => {
      await running.end();
      running = await launch(profile.path);
    },
    close,
  };
};

const launch = async (profile: string): Promise<{ port: number; end: () => Promise<void> }> => {
  const child = spawn(findProgram(), [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // SIGTERM, so that it writes its profile down.
  const end = atEnd(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  const port = await new Promise<string>((resolve, reject) => {
    let words = '';
    child.stderr.on('data', (part: Buffer) => {
      words += part.toString();
      const [, said] = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(words) ?? [];
      if (said !== undefined) resolve(said);
    });
    child.once('exit', () => reject(new Error(`Chromium did not start: ${words.slice(-500)}`)));
  });
  return { port: Number(port), end };
};
