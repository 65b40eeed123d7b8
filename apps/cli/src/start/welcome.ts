// What a person reads once everything runs: addresses, demo sign-ins, and the first three things to try.
import type { Demo } from '@nightlatch/api';
import type { Style } from '../style.ts';

export type Addresses = {
  readonly home: string;
  readonly console: string;
  readonly guest: string;
  readonly docs: string;
  /** Only with the demo: the virtual doors and the stand-in PMS. */
  readonly corridor?: string;
  readonly pms?: string;
};

/** The addresses of a server at `publicUrl`, and of the corridor when there is one. */
export function addressesOf(publicUrl: string, corridorUrl: string | undefined): Addresses {
  return {
    home: `${publicUrl}/`,
    console: `${publicUrl}/console/`,
    guest: `${publicUrl}/guest/`,
    docs: `${publicUrl}/docs`,
    ...(corridorUrl ? { corridor: `${corridorUrl}/`, pms: `${corridorUrl}/pms/` } : {}),
  };
}

/** Plain lines, coloured by `style`; no line longer than a narrow terminal. */
export function welcomeText(options: {
  addresses: Addresses;
  demo: Demo | undefined;
  dataDir: string;
  style: Style;
}): string {
  const { addresses, demo, style } = options;
  const row = (name: string, address: string | undefined): string[] =>
    address ? [`  ${name.padEnd(16)} ${style.link(address)}`] : [];
  return [
    '',
    style.strong(demo ? `Nightlatch is ready: ${demo.locationName}` : 'Nightlatch is ready'),
    '',
    ...row('Staff console', addresses.console),
    ...row('Guest app', addresses.guest),
    ...row('Virtual doors', addresses.corridor),
    ...row('Stand-in PMS', addresses.pms),
    ...row('API reference', addresses.docs),
    '',
    ...(demo ? signInLines(demo, style) : []),
    ...(demo ? firstSteps(addresses, style) : []),
    style.quiet(`Data in ${options.dataDir}. Ctrl-C stops everything and keeps it.`),
    '',
  ].join('\n');
}

function signInLines(demo: Demo, style: Style): string[] {
  const widest = Math.max(0, ...demo.signIns.map((signIn) => signIn.email.length));
  const lines = demo.signIns.map(
    (signIn) =>
      `  ${signIn.email.padEnd(widest)}  ${signIn.password}  ${style.quiet(`(${signIn.name}, ${signIn.role})`)}`,
  );
  return [style.strong('Sign in to the console'), ...lines, ''];
}

function firstSteps(addresses: Addresses, style: Style): string[] {
  return [
    style.strong('Try first'),
    `  1. Open a booking in the console that arrives today, show its QR code or link`,
    `     and open that link in another window: this is the guest's phone.`,
    `  2. Check the guest in at the stand-in PMS (${style.link(addresses.pms ?? '')}):`,
    `     the key appears on the phone by itself. Open the room's door with it and`,
    `     watch the door in the corridor (${style.link(addresses.corridor ?? '')}).`,
    `  3. Let it run by itself: ${style.strong('npm run tour')} plays a whole stay, step by step.`,
    '',
  ];
}
