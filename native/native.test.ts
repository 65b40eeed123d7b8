// The text files of the native projects, which nothing here builds: permissions, words in every language, nothing in the clear, no key in a backup.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Language, loadGuestPageTexts, loadGuestTexts, tagOf } from '@nightlatch/texts';
import { describe, expect, it } from 'vitest';
import { POLICY } from './make-www.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const read = (path: string): string => readFileSync(join(here, path), 'utf8');
const json = (path: string) => JSON.parse(read(path));
const RES = 'android/app/src/main/res';
const manifest = read('android/app/src/main/AndroidManifest.xml');
const plist = read('ios/App/App/Info.plist');

/** What the systems themselves say, in one language. */
async function wordsOf(language: Language) {
  const [{ appName }, { shell }] = await Promise.all([loadGuestTexts(language), loadGuestPageTexts(language)]);
  return { appName, bluetooth: shell.bluetooth, camera: shell.camera };
}

/** Android's own escapes; XML's come first. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", "\\'").replaceAll('"', '\\"');

/** Every file that is made from packages/texts, by its path. */
async function madeFromTexts(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const strings: Record<string, Record<string, { stringUnit: { state: string; value: string } }>> = {
    CFBundleDisplayName: {},
    NSBluetoothAlwaysUsageDescription: {},
    NSCameraUsageDescription: {},
  };
  for (const language of LANGUAGES) {
    const { appName, bluetooth, camera } = await wordsOf(language);
    const folder = language === 'en' ? 'values' : `values-${language}`;
    files.set(
      `${RES}/${folder}/strings.xml`,
      `<?xml version="1.0" encoding="utf-8"?>\n<!-- Made from packages/texts (README.md) -->\n<resources>\n    <string name="app_name">${escaped(appName)}</string>\n    <string name="title_activity_main">${escaped(appName)}</string>\n</resources>\n`,
    );
    const said = { CFBundleDisplayName: appName, NSBluetoothAlwaysUsageDescription: bluetooth };
    for (const [key, value] of Object.entries({ ...said, NSCameraUsageDescription: camera }))
      Object.assign(strings[key] ?? {}, { [tagOf(language)]: { stringUnit: { state: 'translated', value } } });
  }
  const entries = Object.entries(strings).map(([key, localizations]) => [
    key,
    { extractionState: 'manual', localizations },
  ]);
  files.set(
    'ios/App/App/InfoPlist.xcstrings',
    `${JSON.stringify({ sourceLanguage: 'en', strings: Object.fromEntries(entries), version: '1.0' }, null, 2)}\n`,
  );
  files.set(
    `${RES}/xml/locales_config.xml`,
    `<?xml version="1.0" encoding="utf-8"?>\n<!-- Made from packages/texts (README.md) -->\n<locale-config xmlns:android="http://schemas.android.com/apk/res/android">\n${LANGUAGES.map((language) => `    <locale android:name="${language}" />\n`).join('')}</locale-config>\n`,
  );
  return files;
}

describe('words', () => {
  it('are those of packages/texts in every language (NIGHTLATCH_WRITE=1 writes them)', async () => {
    for (const [path, content] of await madeFromTexts()) {
      if (process.env.NIGHTLATCH_WRITE === '1') {
        await mkdir(dirname(join(here, path)), { recursive: true });
        writeFileSync(join(here, path), content);
      }
      expect(read(path), path).toBe(content);
    }
  });

  it('are known to the iOS project, which shows a language only if it lists it', async () => {
    const project = read('ios/App/App.xcodeproj/project.pbxproj');
    const known = /knownRegions = \(([^)]*)\)/.exec(project)?.[1]?.match(/[\w-]+/g);
    expect(known?.toSorted()).toEqual(['Base', ...LANGUAGES.map((language) => tagOf(language))].toSorted());
    expect(project).toContain('InfoPlist.xcstrings in Resources');
    const { bluetooth, camera } = await wordsOf('en'); // where the system finds no other
    expect(plist).toContain(`<string>${bluetooth}</string>`);
    expect(plist).toContain(`<string>${camera}</string>`);
  });
});

describe('permissions', () => {
  const permissions = new Map(
    [...manifest.matchAll(/<uses-permission android:name="android\.permission\.(\w+)"([^>]*)\/>/g)].map(
      ([, name, more]) => [name, more ?? ''],
    ),
  );

  it('of Android are these and no more, none for a location where the system asks for none', () => {
    expect([...permissions.keys()].toSorted()).toEqual([
      'ACCESS_COARSE_LOCATION',
      'ACCESS_FINE_LOCATION',
      'BLUETOOTH',
      'BLUETOOTH_ADMIN',
      'BLUETOOTH_CONNECT',
      'BLUETOOTH_SCAN',
      'CAMERA',
      'INTERNET',
      'VIBRATE',
    ]);
    expect(permissions.get('BLUETOOTH_SCAN')).toContain('android:usesPermissionFlags="neverForLocation"');
    for (const old of ['ACCESS_COARSE_LOCATION', 'ACCESS_FINE_LOCATION', 'BLUETOOTH', 'BLUETOOTH_ADMIN'])
      expect(permissions.get(old), old).toContain('android:maxSdkVersion="30"');
  });

  it('of iOS are Bluetooth and camera, each with its reason', () => {
    const asked = [...plist.matchAll(/<key>(NS\w+UsageDescription)<\/key>\s*<string>[^<]+<\/string>/g)];
    expect(asked.map(([, key]) => key).toSorted()).toEqual([
      'NSBluetoothAlwaysUsageDescription',
      'NSCameraUsageDescription',
    ]);
  });
});

describe('safety', () => {
  it('speaks to nobody in the clear', () => {
    expect(manifest).toContain('android:usesCleartextTraffic="false"');
    expect(manifest).not.toContain('networkSecurityConfig');
    expect(plist).not.toContain('NSAppTransportSecurity'); // no exception from the system's rule
    const config = json('capacitor.config.json');
    expect(config.server).toEqual({
      androidScheme: 'https',
      iosScheme: 'capacitor',
      hostname: 'localhost',
      cleartext: false,
    });
    expect(config.android.allowMixedContent).toBe(false);
    expect(POLICY).toContain("connect-src 'self' https: wss:;");
    expect(POLICY).not.toMatch(/http:|unsafe|\*/);
  });

  it('keeps keys out of backups and off the next phone', () => {
    expect(manifest).toContain('android:allowBackup="false"');
    expect(manifest).toContain('android:fullBackupContent="false"');
    expect(manifest).toContain('android:dataExtractionRules="@xml/data_extraction_rules"');
    const rules = read(`${RES}/xml/data_extraction_rules.xml`);
    for (const part of ['cloud-backup', 'device-transfer']) {
      const excluded = new RegExp(`<${part}>([^]*)</${part}>`).exec(rules)?.[1] ?? '';
      for (const domain of ['root', 'file', 'database', 'sharedpref', 'external'])
        expect(excluded, part).toContain(`<exclude domain="${domain}" path="." />`);
    }
    expect(rules).not.toContain('<include');
    expect(read('ios/App/App/AppDelegate.swift')).toContain('isExcludedFromBackup = true');
  });

  it('opens the links of its hotel’s host only, where the host says so', () => {
    expect(manifest).toContain('<intent-filter android:autoVerify="true">');
    expect(manifest).toContain(
      '<data android:scheme="https" android:host="${linkHost}" android:pathPrefix="/guest" />',
    );
    expect(read('ios/App/App/App.entitlements')).toContain('<string>applinks:$(LINK_HOST)</string>');
  });
});

it('is one app on both systems', () => {
  const android = Object.fromEntries(
    [...read('android/gradle.properties').matchAll(/^roomkey\.(\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const ios = Object.fromEntries(
    [...read('ios/app.xcconfig').matchAll(/^(\w+) = (.+)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(android.appId).toBe(json('capacitor.config.json').appId);
  expect(ios).toEqual({ APP_ID: android.appId, LINK_HOST: android.linkHost });
  const project = read('ios/App/App.xcodeproj/project.pbxproj');
  expect(project.match(/PRODUCT_BUNDLE_IDENTIFIER = "\$\(APP_ID\)"/g)).toHaveLength(2);
  expect(project.match(/CODE_SIGN_ENTITLEMENTS = App\/App\.entitlements/g)).toHaveLength(2);
});

describe('packages', () => {
  const shell = json('package.json');
  const lock = json('package-lock.json');

  it('are the versions that the guest app was built and tested with', () => {
    const guest = json('../apps/guest/package.json').dependencies;
    const tested = json('../package-lock.json').packages;
    const plugins = Object.keys(guest).filter((name) => name.startsWith('@capacitor'));
    expect(plugins).toHaveLength(5);
    for (const name of plugins) {
      expect(shell.dependencies[name], name).toBe(guest[name]);
      expect(lock.packages[`node_modules/${name}`].version, name).toBe(tested[`node_modules/${name}`].version);
    }
  });

  it('are locked without the address of any registry', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved":"http');
  });

  it('have their native halves in both projects, as the command line writes them', () => {
    const plugins = ['@capacitor-community/bluetooth-le', '@capacitor/app', '@capacitor/haptics', '@capacitor/share'];
    for (const name of plugins) {
      expect(read('android/capacitor.settings.gradle')).toContain(`../node_modules/${name}/android`);
      expect(read('ios/App/CapApp-SPM/Package.swift')).toContain(`../../../node_modules/${name}"`);
    }
  });
});

it('has every file that Android’s resources name', () => {
  const files = readdirSync(join(here, RES), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.xml'),
  );
  const all = files.map((name) => read(join(RES, name))).join('\n') + manifest;
  const own = new Set(files.map((name) => name.replace(/^(\w+)[\w-]*\/(\w+)\.xml$/, '$1/$2')));
  for (const [, kind, name] of all.matchAll(/@(drawable|mipmap|xml)\/(\w+)/g)) expect(own).toContain(`${kind}/${name}`);
  const defined = new Set([...all.matchAll(/<(?:color|string) name="(\w+)"/g)].map(([, name]) => name));
  for (const [, name] of all.matchAll(/@(?:color|string)\/(\w+)/g))
    if (!/^color(Primary|PrimaryDark|Accent)$/.test(name ?? '')) expect(defined).toContain(name); // those are Capacitor's
});
