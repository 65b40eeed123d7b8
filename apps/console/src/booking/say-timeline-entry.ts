// An entry of the timeline in the reader's words; the server's own words only for what this console does not know yet.
import type { TimelineEntry } from '@nightlatch/api';
import type { ConsoleTexts } from '@nightlatch/texts';

/** What happened, and what more is known of it. */
export const sayTimelineEntry = (
  entry: TimelineEntry,
  texts: ConsoleTexts,
): { readonly title: string; readonly detail: string | undefined } => ({
  title: titleOf(entry, texts) ?? entry.title,
  detail: (entry.detailCode === null ? undefined : wordOf(entry.detailCode, texts)) ?? entry.detail ?? undefined,
});

const titleOf = ({ code, doorName }: TimelineEntry, { timeline, happened }: ConsoleTexts): string | undefined => {
  switch (code) {
    case 'delivery.delivered':
      return timeline.delivered;
    case 'delivery.removed':
      return timeline.removed;
    case 'door.granted':
      return doorName === null ? undefined : timeline.opened(doorName);
    case 'door.refused':
      return doorName === null ? undefined : timeline.refused(doorName);
    default:
      return happened[code];
  }
};

const wordOf = (code: string, { revoke, diagnosis }: ConsoleTexts): string | undefined => {
  const words: Readonly<Record<string, string>> = { ...revoke.reasons, ...diagnosis };
  return words[code];
};
