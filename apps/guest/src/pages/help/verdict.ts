// "Why doesn't it work?" in the guest's words: the server's verdict, the same that the desk gets, or, offline, what this phone knows by itself.
import type { KeyDiagnosis } from '@nightlatch/api';
import type { DoorDiagnosis, KeyView, LocationRecord } from '@nightlatch/phone';
import type { Advice, GuestPageTexts, GuestTexts } from '@nightlatch/texts';
import { hotelTime } from '../../format/hotel-time.ts';
import { endReasonOf, keyState } from '../../format/key-facts.ts';
import { formatLocale } from '../../texts/use-texts.ts';
import { targetsOf } from '../../unlock/targets.ts';

/** Every verdict of docs/domain.md §7. */
export type VerdictCode = KeyDiagnosis['code'];

/** What this phone can say of its key without a network; undefined: nothing is wrong with the key itself. */
export function ownVerdict(item: KeyView, now: number): DoorDiagnosis | undefined {
  switch (keyState(item, now)) {
    case 'ended': {
      const reason = endReasonOf(item);
      return reason === 'replaced' ? 'superseded' : reason;
    }
    case 'suspended':
      return 'suspended';
    case 'waiting':
    case 'getting_ready':
      return 'not_downloaded';
    case 'not_yet':
      return 'not_yet_valid';
    case 'lease_over':
      return 'lease_ended';
    case 'ready':
      return undefined;
  }
}

/** The verdict as a sentence and its one step. */
export function verdictAdvice(
  code: VerdictCode,
  of: {
    readonly words: { readonly app: GuestTexts; readonly pages: GuestPageTexts };
    readonly item: KeyView | undefined;
    readonly location: LocationRecord | undefined;
    readonly online: boolean;
  },
): Advice {
  const { words, item, location, online } = of;
  const own: Readonly<Partial<Record<VerdictCode, Advice>>> = words.pages.help.verdicts;
  const beside = own[code];
  if (beside) return beside;
  // What is not in the table above is a door's diagnosis: the catalogue's type holds the two together.
  const advise = words.app.unlock.diagnoses[code as DoorDiagnosis];
  const zone = location?.timeZone ?? 'UTC';
  return advise({
    door: undefined,
    yourDoors: item
      ? new Intl.ListFormat(formatLocale).format(
          targetsOf(item).flatMap((target) => (target.kind === 'nearest' ? [] : target.name)),
        )
      : '',
    validFrom: item?.validFrom ? hotelTime(Date.parse(item.validFrom), zone, formatLocale) : undefined,
    online,
  });
}
