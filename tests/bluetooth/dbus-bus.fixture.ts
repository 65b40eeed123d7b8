// A private D-Bus daemon, and one program's connection to it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type DbusMessage, decodeMessage, encodeMessage } from './dbus-wire.fixture.ts';

/** A running bus. */
export interface PrivateBus {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  readonly path: string;
  stop(): Promise<void>;
}

/** The program. */
export const DAEMON: string = process.env.DBUS_DAEMON_PATH || '/usr/bin/dbus-daemon';

const configuration = (
  path: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
`;

/** Starts `dbus-daemon` in a folder of its own. */
export async function startPrivateBus(): Promise<PrivateBus> {
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-bus-'));
  const path = join(folder, 'bus');
  const file = join(folder, 'bus.conf');
  await writeFile(file, configuration(path));
  const child: ChildProcess = spawn(DAEMON, [`--config-file=${file}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaint += part.toString();
  });
  await new Promise<void>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', () => resolve());
    child.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}: ${complaint}`)));
    child.once('error', reject);
  });
  return {
    address: `unix:path=${path}`,
    path,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Answer to a call: values of `signature`, or an error's name. */
export type Reply =
  | { readonly signature: string; readonly body: readonly unknown[] }
  | { readonly error: string; readonly message: string };

export const NOTHING: Reply = { signature: '', body: [] };

/** One connection. Calls from others go to `onCall`. */
export class BusConnection {
  readonly #socket: Socket;
  readonly #replies = new Map<number, (message: DbusMessage) => void>();
  readonly #onCall: (call: DbusMessage) => Promise<Reply>;
  #serial = 0;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket, onCall: (call: DbusMessage) => Promise<Reply>) {
    this.#socket = socket;
    this.#onCall = onCall;
  }

  static async open(path: string, onCall: (call: DbusMessage) => Promise<Reply>): Promise<BusConnection> {
    const socket = createConnection(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    if (!answer.startsWith('OK')) throw new Error(`the bus refused: ${answer}`);
    socket.write('BEGIN\r\n');
    const connection = new BusConnection(socket, onCall);
    socket.on('data', (data) => connection.#take(data));
    await connection.call('Hello', '', []);
    return connection;
  }

  /** Calls the bus itself. */
  call(member: string, signature: string, body: readonly unknown[]): Promise<DbusMessage> {
    const name = 'org.freedesktop.DBus';
    const serial = this.#send({
      type: 'call',
      path: '/org/freedesktop/DBus',
      interfaceName: name,
      member,
      destination: name,
      signature,
      body,
    });
    return new Promise((resolve) => this.#replies.set(serial, resolve));
  }

  signal(path: string, interfaceName: string, member: string, signature: string, body: readonly unknown[]): void {
    this.#send({ type: 'signal', path, interfaceName, member, signature, body });
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(message: Omit<DbusMessage, 'serial'>): number {
    this.#serial += 1;
    this.#socket.write(encodeMessage({ ...message, serial: this.#serial }));
    return this.#serial;
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const next = decodeMessage(this.#received);
      if (!next) return;
      this.#received = this.#received.subarray(next.length);
      this.#handle(next.message);
    }
  }

  #handle(message: DbusMessage): void {
    if (message.type === 'call') void this.#answer(message);
    else if (message.replySerial !== undefined) {
      this.#replies.get(message.replySerial)?.(message);
      this.#replies.delete(message.replySerial);
    }
  }

  async #answer(call: DbusMessage): Promise<void> {
    const reply = await this.#onCall(call).catch(
      (error: unknown): Reply => ({ error: 'org.bluez.Error.Failed', message: String(error) }),
    );
    const to = { replySerial: call.serial, ...(call.sender === undefined ? {} : { destination: call.sender }) };
    if ('error' in reply) {
      this.#send({ type: 'error', errorName: reply.error, signature: 's', body: [reply.message], ...to });
    } else this.#send({ type: 'return', ...reply, ...to });
  }
}
