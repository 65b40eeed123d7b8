// A new invitation: who, which doors, how long. What the phone holds bounds what can be chosen; the server judges.
import type { InviteCompanion } from '@nightlatch/api';
import type { KeyView } from '@nightlatch/phone';
import type { TargetedEvent, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { hotelTime, instantOfWallClock, wallClock } from '../../format/hotel-time.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale } from '../../texts/use-texts.ts';
import { troubleWords } from '../page-parts.tsx';
import { type RemoteTrouble, troubleOf } from '../use-remote.ts';

export interface InviteFormProps {
  readonly item: KeyView;
  readonly zone: string;
  readonly now: number;
  /** How many more may be invited. */
  readonly left: number;
  readonly onInvite: (body: InviteCompanion, idempotencyKey: string) => Promise<void>;
}

export function InviteForm({ item, zone, now, left, onInvite }: InviteFormProps): VNode {
  const [name, setName] = useState('');
  const [without, setWithout] = useState<readonly string[]>([]);
  const [ends, setEnds] = useState<'with_mine' | 'earlier'>('with_mine');
  const [end, setEnd] = useState('');
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  /** The same wish repeated after a lost answer is the same command; another wish is another. */
  const attempt = useRef({ wish: '', key: '' });
  const mine = item.validUntil === null ? undefined : Date.parse(item.validUntil);

  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy) return;
    const wish = wishOf({ name, without, ends, end, item, zone, now });
    if ('problem' in wish) {
      setProblem(wish.problem);
      return;
    }
    const text = JSON.stringify(wish.body);
    if (attempt.current.wish !== text) attempt.current = { wish: text, key: crypto.randomUUID() };
    setProblem(undefined);
    setBusy(true);
    onInvite(wish.body, attempt.current.key)
      .catch((error: unknown) => setProblem(problemOf(troubleOf(error))))
      .finally(() => setBusy(false));
  };
  return (
    <form class="sheet" onSubmit={submit} noValidate data-testid="invite-form">
      <h2 class="page-part">{pageTexts.share.invite}</h2>
      <div class="field">
        <label for="invite-name">{pageTexts.share.name}</label>
        <input
          id="invite-name"
          name="name"
          autocomplete="off"
          maxLength={100}
          value={name}
          aria-invalid={problem === 'name'}
          aria-describedby={problem === 'name' ? 'invite-problem' : undefined}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      {item.doors.length > 1 && (
        <fieldset class="field">
          <legend>{pageTexts.share.doors}</legend>
          <div class="targets-grid">
            {item.doors.map((door) => (
              <label class="target" key={door.doorId}>
                <input
                  type="checkbox"
                  checked={!without.includes(door.doorId)}
                  onChange={(event) =>
                    setWithout(
                      event.currentTarget.checked
                        ? without.filter((id) => id !== door.doorId)
                        : [...without, door.doorId],
                    )
                  }
                />
                <span>{door.name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <fieldset class="field">
        <legend>{pageTexts.share.howLong}</legend>
        <div class="targets-grid">
          <label class="target">
            <input type="radio" name="ends" checked={ends === 'with_mine'} onChange={() => setEnds('with_mine')} />
            <span>
              {mine === undefined
                ? pageTexts.share.withMine
                : pageTexts.share.withMineUntil(hotelTime(mine, zone, formatLocale))}
            </span>
          </label>
          <label class="target">
            <input type="radio" name="ends" checked={ends === 'earlier'} onChange={() => setEnds('earlier')} />
            <span>{pageTexts.share.earlier}</span>
          </label>
        </div>
      </fieldset>
      {ends === 'earlier' && (
        <div class="field">
          <label for="invite-end">{pageTexts.share.until}</label>
          <input
            id="invite-end"
            type="datetime-local"
            value={end}
            min={wallClock(now, zone)}
            max={mine === undefined ? undefined : wallClock(mine, zone)}
            aria-invalid={problem === 'end'}
            aria-describedby={problem === 'end' ? 'invite-problem' : undefined}
            onInput={(event) => setEnd(event.currentTarget.value)}
          />
        </div>
      )}
      {problem !== undefined && (
        <p class="field-problem" role="alert" id="invite-problem" data-testid="invite-problem">
          {wordsOf(problem)}
        </p>
      )}
      <button type="submit" class="button" aria-disabled={busy} data-testid="invite-button">
        {busy ? pageTexts.share.making : pageTexts.share.make}
      </button>
      <p class="quiet">{pageTexts.share.left(left)}</p>
    </form>
  );
}

type Problem = 'name' | 'doors' | 'end' | 'not_shareable' | 'too_many' | 'beyond' | 'offline' | 'trouble';

/** What is asked of the server, or what is missing in the form. */
export function wishOf(form: {
  readonly name: string;
  readonly without: readonly string[];
  readonly ends: 'with_mine' | 'earlier';
  readonly end: string;
  readonly item: KeyView;
  readonly zone: string;
  readonly now: number;
}): { readonly body: InviteCompanion } | { readonly problem: Problem } {
  const { without, item, now } = form;
  const name = form.name.trim();
  if (name === '') return { problem: 'name' };
  const doorIds = item.doors.map((door) => door.doorId).filter((id) => !without.includes(id));
  if (doorIds.length === 0) return { problem: 'doors' };
  // Every door: also those that the key gains later, so none is named.
  const doors = doorIds.length === item.doors.length ? {} : { doorIds };
  if (form.ends === 'with_mine') return { body: { name, ...doors } };
  const end = instantOfWallClock(form.end, form.zone);
  const mine = item.validUntil === null ? Number.POSITIVE_INFINITY : Date.parse(item.validUntil);
  if (end === undefined || end <= now || end > mine) return { problem: 'end' };
  return { body: { name, ...doors, validUntil: new Date(end).toISOString() } };
}

function problemOf(trouble: RemoteTrouble): Problem {
  if (trouble.kind !== 'refused') return trouble.kind;
  if (trouble.code === 'key_not_shareable' || trouble.code === 'not_found') return 'not_shareable';
  if (trouble.code === 'too_many_companions') return 'too_many';
  return trouble.code === 'beyond_own_key' ? 'beyond' : 'trouble';
}

function wordsOf(problem: Problem): string {
  if (problem === 'offline' || problem === 'trouble') return troubleWords({ kind: problem });
  return pageTexts.share.problems[problem];
}
