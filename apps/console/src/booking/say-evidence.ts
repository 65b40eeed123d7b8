// A code that a diagnosis rests on, in the reader's words.
import type { ConsoleTexts } from '@nightlatch/texts';
import type { Texts } from '../texts/use-texts.ts';

/** `value` is one code, or several with commas; a code of a newer server is shown without its underscores. */
export const sayEvidence = (fact: string, value: string, texts: Texts): string => {
  const words = wordsFor(fact, texts);
  const said = value.split(',').map((code) => words[code] ?? code.replaceAll('_', ' '));
  return texts.list(said);
};

const wordsFor = (fact: string, texts: ConsoleTexts): Readonly<Record<string, string>> => {
  switch (fact) {
    case 'booking.status':
      return texts.bookingStatus;
    case 'key.state':
      return texts.keys.state;
    case 'key.endReason':
      return texts.keys.endReason;
    case 'key.waitingFor':
      return texts.conditions.waiting;
    case 'delivery.state':
      return texts.keys.delivery;
    case 'phone.bluetooth':
      return texts.devices.bluetooth;
    default:
      return { ...texts.diagnosis, granted: texts.doors.event.granted, refused: texts.doors.event.refused };
  }
};
