// Reads the environment once, makes the master key where it may, and says in one sentence what is wrong.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { KeySettings, VaultSettings } from './signing/key-service.ts';

export type ServerConfig = {
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the embedded PostgreSQL, the master key and the demo's files. */
  readonly dataDir: string;
  /** Null: the server starts the PostgreSQL that comes with npm, in `dataDir`. Holds a password: never log it. */
  readonly databaseUrl: string | null;
  /** Origin without trailing slash under which browsers reach this server; links carry it, cookies follow its scheme. */
  readonly publicUrl: string;
  readonly demo: boolean;
  /** Origin of the corridor of virtual doors and the stand-in PMS; null outside a demo. */
  readonly corridorUrl: string | null;
  /** Who keeps the key below. */
  readonly keys: KeySettings;
  /** 32 bytes that seal signing keys and credentials at rest: this database's sealing key, once it is opened (signing/sealing-key.ts). Never log it. */
  readonly masterKey: Buffer;
  /** Proxies in front whose X-Forwarded-For is believed: false, or a list of addresses. */
  readonly trustProxy: string | false;
  /** Internal addresses that outgoing webhooks may call all the same, as CIDR ranges; for tests and demos. */
  readonly webhookAllow: readonly string[];
  /** Internal addresses that an administrator may enter for the PMS, the mail server and the SMS provider, as CIDR ranges. */
  readonly outgoingAllow: readonly string[];
  /** The operator's mail server, for what concerns staff's accounts; null: none. Holds a password: never log it. */
  readonly mail: OperatorMail | null;
  /** The guest app in its native shell. */
  readonly shell: ShellConfig;
  readonly logLevel: string;
  /** Port of 127.0.0.1 for `/metrics` and `/ready`; null: none. */
  readonly metricsPort: number | null;
  readonly version: string;
};

/** As messages/send-email.ts takes it. */
export type OperatorMail = {
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly security: 'tls' | 'starttls' | 'none';
    readonly user: string | null;
    readonly password: string | null;
  };
  readonly from: string;
};

/** What the guest app's native shell needs; empty and null where there is none. */
export type ShellConfig = {
  /** Origins of its web view that may call the guest's routes. */
  readonly origins: readonly string[];
  /** Whose links the app may open: its package, and the SHA-256 fingerprints of its signing certificates. */
  readonly android: { readonly packageName: string; readonly fingerprints: readonly string[] } | null;
  /** Team and bundle id in one. */
  readonly apple: { readonly appId: string } | null;
};

/** What the environment alone says: the sealing key is opened with the database. */
export type StartConfig = Omit<ServerConfig, 'masterKey'>;

export type ConfigErrorCode =
  | 'invalid_port'
  | 'invalid_public_url'
  | 'invalid_corridor_url'
  | 'invalid_master_key'
  | 'master_key_missing'
  | 'invalid_key_service'
  | 'invalid_webhook_allow'
  | 'invalid_outgoing_allow'
  | 'invalid_mail'
  | 'invalid_app_shell'
  | 'data_dir_unusable';

/** Thrown for an environment the server can't start with; `message` is one sentence for the operator, without secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigErrorCode;
  constructor(code: ConfigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The version that `/health` and the OpenAPI document tell; the one of package.json. */
export const serverVersion = readVersion();

/** Reads `env` (usually process.env). Throws {@link ConfigError}. With `keepFolder`, nothing is made that is not there. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly keepFolder?: boolean } = {},
): StartConfig {
  const port = portOf(env.PORT);
  const demo = env.NIGHTLATCH_DEMO === '1';
  const dataDir = resolve(env.DATA_DIR || './data');
  const databaseUrl = env.DATABASE_URL || null;
  return {
    port,
    host: env.HOST || '127.0.0.1',
    dataDir,
    databaseUrl,
    publicUrl: originOf(env.PUBLIC_URL || `http://localhost:${port}`, 'PUBLIC_URL', 'invalid_public_url'),
    demo,
    corridorUrl: demo
      ? originOf(env.CORRIDOR_URL || `http://localhost:${port + 1}`, 'CORRIDOR_URL', 'invalid_corridor_url')
      : null,
    keys: keySettingsOf(env, dataDir, { ownDatabase: databaseUrl !== null, keepFolder: options.keepFolder ?? false }),
    trustProxy: env.TRUST_PROXY || false,
    webhookAllow: rangesOf(env.NIGHTLATCH_WEBHOOK_ALLOW, 'NIGHTLATCH_WEBHOOK_ALLOW', 'invalid_webhook_allow'),
    outgoingAllow: rangesOf(env.NIGHTLATCH_OUTGOING_ALLOW, 'NIGHTLATCH_OUTGOING_ALLOW', 'invalid_outgoing_allow'),
    mail: readMailConfig(env),
    shell: readShellConfig(env),
    logLevel: env.LOG_LEVEL || 'info',
    metricsPort: env.METRICS_PORT ? portOf(env.METRICS_PORT, 'METRICS_PORT') : null,
    version: serverVersion,
  };
}

function rangesOf(text: string | undefined, name: string, code: ConfigErrorCode): string[] {
  const ranges = (text ?? '')
    .split(',')
    .map((range) => range.trim())
    .filter(Boolean);
  if (ranges.every((range) => ipaddr.isValidCIDR(range))) return ranges;
  throw new ConfigError(code, `${name} must be address ranges such as 127.0.0.1/32, separated by commas.`);
}

/** Reads the operator's mail server: `smtps:` encrypts from the first byte, `smtp:` by STARTTLS unless `?tls=no`. Throws {@link ConfigError}. */
export function readMailConfig(env: Readonly<Record<string, string | undefined>>): OperatorMail | null {
  const { NIGHTLATCH_MAIL_URL: text, NIGHTLATCH_MAIL_FROM: from = '' } = env;
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new ConfigError('invalid_mail', 'NIGHTLATCH_MAIL_URL must be like smtps://user:password@mail.example.com.');
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw new ConfigError(
      'invalid_mail',
      'NIGHTLATCH_MAIL_FROM must be the address that NIGHTLATCH_MAIL_URL sends from.',
    );
  const tls = url.protocol === 'smtps:';
  const plain = url.searchParams.get('tls') === 'no';
  return {
    smtp: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (tls ? 465 : 587) : Number(url.port),
      security: tls ? 'tls' : plain ? 'none' : 'starttls',
      user: url.username === '' ? null : decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    },
    from,
  };
}

/** Reads what concerns the native shell. Throws {@link ConfigError}. */
export function readShellConfig(env: Readonly<Record<string, string | undefined>>): ShellConfig {
  const refuse = (message: string): never => {
    throw new ConfigError('invalid_app_shell', message);
  };
  const listed = (text: string | undefined): string[] => (text ?? '').split(',').flatMap((one) => one.trim() || []);
  const origins = listed(env.NIGHTLATCH_APP_ORIGINS);
  if (!origins.every((one) => /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d+)?$/.test(one)))
    refuse('NIGHTLATCH_APP_ORIGINS must be origins such as capacitor://localhost,https://localhost.');
  const [packageName = '', certificates = ''] = (env.NIGHTLATCH_ANDROID_APP ?? '').split('=');
  const fingerprints = listed(certificates);
  const isWhole = fingerprints.length > 0 && fingerprints.every((one) => /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(one));
  if (packageName !== '' && !(isWhole && /^\w+(\.\w+)+$/.test(packageName)))
    refuse('NIGHTLATCH_ANDROID_APP must be the package, =, and the certificate’s SHA-256 fingerprint (AB:CD:…).');
  const appId = env.NIGHTLATCH_APPLE_APP ?? '';
  if (appId !== '' && !/^[A-Z0-9]{10}\.[\w.-]+$/.test(appId))
    refuse('NIGHTLATCH_APPLE_APP must be team and bundle id, such as ABCDE12345.org.example.roomkey.');
  return {
    origins,
    android: packageName === '' ? null : { packageName, fingerprints },
    apple: appId === '' ? null : { appId },
  };
}

function portOf(text: string | undefined, name = 'PORT'): number {
  if (!text) return 4080;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConfigError('invalid_port', `${name} must be a whole number from 0 to 65535.`);
}

function originOf(text: string, name: string, code: ConfigErrorCode): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) {
    return url.origin;
  }
  throw new ConfigError(code, `${name} must be an origin such as https://keys.example.com, without a path.`);
}

/** With a key service the master key may be given beside it (to move from one to the other), and is never made. */
function keySettingsOf(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
  how: { ownDatabase: boolean; keepFolder: boolean },
): KeySettings {
  const vault = readVaultSettings(env);
  const file = join(dataDir, 'master-key');
  const given = env.NIGHTLATCH_MASTER_KEY ?? (vault && !how.ownDatabase ? readKeyFile(file) : undefined);
  if (vault) return { vault, masterKey: given ? parseMasterKey(given, 'The master key') : null };
  return { vault: null, masterKey: masterKeyOf(env.NIGHTLATCH_MASTER_KEY, dataDir, how) };
}

function readVaultSettings(env: Readonly<Record<string, string | undefined>>): VaultSettings | null {
  const name = env.NIGHTLATCH_VAULT_KEY;
  if (!name) return null;
  const wrong = (message: string): never => {
    throw new ConfigError('invalid_key_service', message);
  };
  const [, mount = 'transit', keyName = ''] = /^(?:([\w./-]+)\/)?([\w.-]+)$/.exec(name) ?? [];
  if (keyName === '')
    return wrong('NIGHTLATCH_VAULT_KEY must be a key’s name, or mount/name, such as transit/nightlatch.');
  const text = (env.VAULT_ADDR ?? '').replace(/\/$/, '');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The token travels with each call.
  const safe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(127\.|\[::1\]$|localhost$)/.test(url.hostname));
  if (!url || !safe || url.origin !== text)
    return wrong(
      'VAULT_ADDR must be the key service’s origin, https (http only on this machine), such as https://vault.example.com:8200.',
    );
  if (!env.VAULT_TOKEN && !env.VAULT_TOKEN_FILE)
    return wrong('NIGHTLATCH_VAULT_KEY is set, so VAULT_TOKEN or VAULT_TOKEN_FILE must be too.');
  return {
    address: url.origin,
    mount,
    keyName,
    namespace: env.VAULT_NAMESPACE || null,
    token: env.VAULT_TOKEN_FILE
      ? { kind: 'file', file: resolve(env.VAULT_TOKEN_FILE) }
      : { kind: 'text', text: env.VAULT_TOKEN ?? '' },
  };
}

function masterKeyOf(
  text: string | undefined,
  dataDir: string,
  { ownDatabase, keepFolder }: { ownDatabase: boolean; keepFolder: boolean },
): Buffer {
  if (text) return parseMasterKey(text, 'NIGHTLATCH_MASTER_KEY');
  const present = keepFolder ? readKeyFile(join(dataDir, 'master-key')) : undefined;
  if (present !== undefined) return parseMasterKey(present, join(dataDir, 'master-key'));
  if (ownDatabase) {
    throw new ConfigError(
      'master_key_missing',
      'DATABASE_URL is set, so NIGHTLATCH_MASTER_KEY must be too: 32 random bytes in base64, the same for every server on this database (make one with: openssl rand -base64 32).',
    );
  }
  const file = join(dataDir, 'master-key');
  if (keepFolder) {
    throw new ConfigError(
      'master_key_missing',
      `There is no master key: put the one that this data was made with into ${file}, or set NIGHTLATCH_MASTER_KEY.`,
    );
  }
  try {
    makeFolder(dataDir);
    return parseMasterKey(readKeyFile(file) ?? makeKeyFile(file), file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new ConfigError('data_dir_unusable', `The data folder ${dataDir} can't be used (${reason}); see DATA_DIR.`, {
      cause: error,
    });
  }
}

/** Node's own recursive mkdir never ends where a parent exists but takes no folders (below /proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function parseMasterKey(text: string, source: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === 32 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text.trim())) return key;
  throw new ConfigError('invalid_master_key', `${source} must be 32 bytes in base64.`);
}

function readKeyFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and made once even if two servers start together: losing it would lose every signing key. */
function makeKeyFile(file: string): string {
  const draft = `${file}.${process.pid}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function readVersion(): string {
  // src/ and dist/ both lie one folder below package.json.
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // our own file
}
