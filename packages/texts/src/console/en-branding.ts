// English sentences of the branding of the Guest App and of doors' hours; en.ts takes them in.
import { grammarOf } from '../grammar.ts';

const { plural } = grammarOf('en');

export const branding = {
  lead: 'How guests see this hotel on their phone: on the key card, before arrival, and on the button of e-mails. Its name is under Location.',
  colour: 'Colour',
  ownColours: 'The Guest App’s own colours',
  chosenColour: 'A colour of the hotel',
  colourCode: 'Colour code',
  colourHint: '# and six digits, as in your style guide: #8a1538.',
  colourWrong: 'Enter # and six digits or letters a to f.',
  contrast: {
    fine: 'Can be read as it is, in light and dark.',
    light: 'On light screens, text and buttons take a darker shade, so that everybody can read them.',
    dark: 'On dark screens, text and buttons take a lighter shade, so that everybody can read them.',
    both: 'Text and buttons take a darker shade on light screens and a lighter one on dark screens, so that everybody can read them.',
  },
  look: 'Key card',
  looks: {
    deep: { name: 'Deep', hint: 'The colour, made deep and calm.' },
    solid: { name: 'Solid', hint: 'The colour exactly as it is.' },
    light: { name: 'Light', hint: 'A light card, the colour in its lines.' },
  },
  logo: 'Logo',
  logoHint: 'PNG, JPEG, WebP or SVG. It is made smaller and kept as its pixels only.',
  noLogo: 'No logo yet',
  chooseLogo: 'Choose a file',
  replaceLogo: 'Another file',
  removeLogo: 'Remove',
  logoRemoved: 'The logo is removed',
  logoSaved: 'The logo is saved',
  logoWrong: 'This file can not be read as an image. Choose a PNG, JPEG, WebP or SVG.',
  logoLarge: 'This image is still too large when made smaller. Choose a simpler one.',
  logoOnPlate: 'On a white plate',
  logoOnPlateHint: 'For logos in dark ink, which would vanish on a dark card.',
  contact: 'Messages to the front desk',
  contactHint: 'Guests write there from the Guest App. Calls go to the number under Location.',
  contactKinds: {
    none: 'No messages',
    sms: 'Text message (SMS)',
    email: 'E-mail',
    web: 'Chat on the web',
  },
  contactValues: {
    sms: 'Phone number',
    email: 'E-mail address',
    web: 'Address of the chat',
  },
  webHint: 'Begins with https://, for instance a WhatsApp link.',
  contactWrong: {
    sms: 'Enter a phone number.',
    email: 'Enter an e-mail address.',
    web: 'Enter an address that begins with https://.',
  },
  preview: 'Preview',
  previewLead: 'As guests will see it.',
  schemes: { light: 'Light', dark: 'Dark', night: 'Dark corridor' },
  card: {
    room: 'Room',
    guest: 'Guest',
    sampleGuest: 'Emma Larsen',
    until: 'Until',
    ready: 'Ready',
    unlock: 'Unlock',
  },
  spread: 'Use for every location of the brand',
  spreadHint:
    'The brand’s other locations take over colour, key card and logo. Their names, numbers and addresses stay their own.',
  spreadBody: 'Colours, key cards and logos of the other locations are replaced. This can not be taken back.',
  spreadConfirm: 'Use everywhere',
  spreadDone: (count: number): string =>
    plural(count, { one: '# other location looks the same now', other: '# other locations look the same now' }),
};

export const doorHours = {
  heading: 'Hours for guests',
  always: 'Always open to guests',
  certain: 'Open at certain hours',
  openNow: 'Open now',
  closedNow: 'Closed now',
  edit: 'Change hours',
  zone: (zone: string): string => `Times are those of the hotel’s clock (${zone}).`,
  from: 'From',
  to: 'To',
  overnight: 'until the next day',
  wholeDay: 'the whole day',
  add: 'Add times',
  remove: (day: string): string => `Remove times of ${day}`,
  copy: 'Same on every day',
  saved: 'The hours are saved',
  effect:
    'Keys in force are renewed with the new hours. A phone without network keeps the old ones until it is online again, or its lease ends.',
  none: 'Enter times for at least one day, or let the door always be open.',
};

export const brandAdministrators = {
  heading: 'Brand Administrators',
  lead: 'They administer every location of the brand, those of today and those to come.',
  invite: 'Invite an administrator of the brand',
  inviteLead: 'They get a one-time link from you. With it they administer every location of the brand.',
  removeBody: (name: string): string => `${name} loses every location of the brand. Running sessions end at once.`,
  removed: 'The administrator is removed',
};
