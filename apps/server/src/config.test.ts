// The environment: defaults, one clear sentence for what is wrong, and a master key that is made once.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { code, message } = error as ConfigError; // just checked
    expect(message).toMatch(/\.$|\)\.$/);
    return code;
  }
};
const key = Buffer.alloc(32, 7).toString('base64');

describe('readConfig', () => {
  it('has defaults for everything', () => {
    const config = readConfig({ DATA_DIR: join(folder, 'a', 'b') });
    expect(config).toMatchObject({
      port: 4080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4080',
      databaseUrl: null,
      demo: false,
      corridorUrl: null,
    });
    expect(config.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('makes the master key once, readable by us alone', () => {
    const first = readConfig({ DATA_DIR: folder }).keys.masterKey ?? Buffer.alloc(0);
    const second = readConfig({ DATA_DIR: folder }).keys.masterKey ?? Buffer.alloc(0);
    expect(first.length).toBe(32);
    expect(second.equals(first)).toBe(true);
    expect(statSync(join(folder, 'master-key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'master-key'), 'utf8').trim()).toBe(first.toString('base64'));
  });

  it.each([
    ['invalid_port', { PORT: 'x' }],
    ['invalid_port', { PORT: '70000' }],
    ['invalid_port', { PORT: '1.5' }],
    ['invalid_public_url', { PUBLIC_URL: 'keys.example.com' }],
    ['invalid_public_url', { PUBLIC_URL: 'https://keys.example.com/path' }],
    ['invalid_public_url', { PUBLIC_URL: 'ftp://keys.example.com' }],
    ['invalid_corridor_url', { NIGHTLATCH_DEMO: '1', CORRIDOR_URL: 'x' }],
    ['invalid_master_key', { NIGHTLATCH_MASTER_KEY: 'short' }],
    ['invalid_master_key', { NIGHTLATCH_MASTER_KEY: `${key}!` }],
    ['master_key_missing', { DATABASE_URL: 'postgresql://localhost/x' }],
    ['data_dir_unusable', { DATA_DIR: '/dev/null/x' }],
    ['none', { NIGHTLATCH_MASTER_KEY: key, DATABASE_URL: 'postgresql://localhost/x' }],
    ['none', { PUBLIC_URL: 'https://keys.example.com/' }],
  ])('%s for %j', (code, env) => {
    expect(codeOf({ DATA_DIR: folder, ...env })).toBe(code);
  });
});
