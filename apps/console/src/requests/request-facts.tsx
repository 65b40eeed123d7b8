// What a guest sent, as pairs of a name and its value: a mobile check-in, or a document.
import type { ArrivalRequest } from '@nightlatch/api';
import { Facts } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The facts. */
export const RequestFacts = ({ request }: { request: ArrivalRequest }) => {
  const texts = useTexts();
  const words = texts.requests;
  const { time } = useCurrentLocation();
  const { checkIn, idCheck } = request;
  // Fields that a newer server asks for are shown by their own name.
  const names: Readonly<Record<string, string>> = texts.settings.arrival.fieldNames;
  const items: (readonly [string, string])[] = checkIn
    ? [
        ...Object.entries(checkIn.fields).map(([name, value]) => [names[name] ?? name, value] as const),
        ...(checkIn.arrivalAt ? [[words.expected, time.instant(checkIn.arrivalAt)] as const] : []),
        ...(checkIn.termsVersion ? [[words.terms, checkIn.termsVersion] as const] : []),
        [words.id, texts.booking.idVerifications[request.idVerification]],
        [words.room, request.roomReadiness === null ? words.notTold : words.readiness[request.roomReadiness]],
        ...(checkIn.pmsCheckIn ? [[words.atPms, words.pms[checkIn.pmsCheckIn]] as const] : []),
      ]
    : [
        [
          words.document,
          idCheck?.documentKind ? texts.settings.arrival.kindNames[idCheck.documentKind] : texts.unknown,
        ],
        [
          words.images,
          idCheck && idCheck.sides.length > 0
            ? texts.list(idCheck.sides.map((side) => texts.settings.arrival.sideNames[side]))
            : words.noImages,
        ],
        ...(idCheck?.deletedAfter ? [[words.deletedAfter, time.instant(idCheck.deletedAfter)] as const] : []),
      ];
  return <Facts items={items} />;
};
