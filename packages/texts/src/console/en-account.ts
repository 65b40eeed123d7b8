// English sentences of signing in beyond the password and of "My account"; en.ts takes them in.
import { grammarOf } from '../grammar.ts';

const { plural } = grammarOf('en');

export const account = {
  page: 'My account',
  loading: 'Loading your account',
  failed: 'Your account can not be shown',
  confirmHeading: 'Please confirm that it is you',
  confirm: 'This changes how you sign in. Sign in once more; you come back to where you were.',
  passkey: {
    signIn: 'Sign in with a passkey',
    or: 'or',
    refused: 'This passkey was not taken. Try again, or use your password.',
    heading: 'Passkeys',
    lead: 'Sign in with your finger, your face or the PIN of your device instead of a password. A passkey works on this site only, so nobody can trick it out of you.',
    none: 'You have no passkey yet.',
    add: 'Add a passkey',
    addBody: 'Give it the name of the device. Your browser asks for the rest.',
    name: 'Name',
    nameMissing: 'Enter a name.',
    thisDevice: 'This device',
    added: 'The passkey is added',
    cancelled: 'Nothing was added: it was called off or took too long.',
    exists: 'This device has a passkey of yours already.',
    unsupported: 'This browser can not use passkeys here. They need a current browser and a secure address (https).',
    created: (when: string): string => `Added ${when}`,
    used: (when: string): string => `Last used ${when}`,
    neverUsed: 'Not used yet',
    backedUp: 'Backed up',
    rename: 'Rename',
    renameWhich: (name: string): string => `Rename ${name}`,
    renamed: 'The passkey has its new name',
    remove: 'Remove',
    removeWhich: (name: string): string => `Remove ${name}`,
    removeBody:
      'It no longer signs you in, and your sessions on other devices end at once. Delete it on the device, too.',
    removed: 'The passkey is removed',
    offerHeading: 'Sign in faster next time',
    offerBody: 'With a passkey, your finger, face or PIN is enough. Only on a device that you do not share.',
    later: 'Not now',
    count: (count: number): string => plural(count, { one: '# passkey', other: '# passkeys' }),
    noneShort: 'No passkey',
  },
};
