// Where the guest stands, the Unlock button, honest progress, and how it ended.
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { Advice } from '@nightlatch/texts';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hotelTime } from '../format/hotel-time.ts';
import { keyTitle } from '../format/key-facts.ts';
import type { HeardDoor, UnlockOutcome, UnlockState } from '../state.ts';
import { formatLocale, texts } from '../texts/use-texts.ts';
import { sameTarget, targetsOf, type UnlockTarget } from '../unlock/targets.ts';
import { ClosedDoorIcon, LockIcon, OpenLockIcon } from './icons.tsx';
import { OtherDoor } from './other-door.tsx';
import { CallDesk } from './parts.tsx';

export interface UnlockPanelProps {
  readonly item: KeyView;
  readonly location: LocationRecord | undefined;
  readonly unlock: UnlockState;
  readonly online: boolean;
  readonly heardDoors: readonly HeardDoor[];
  readonly onUnlock: (target: UnlockTarget) => void;
  readonly onEnd: () => void;
  readonly onLookAround: () => void;
}

const NEAREST: UnlockTarget = { kind: 'nearest' };

export function UnlockPanel(props: UnlockPanelProps): VNode {
  const { item, unlock } = props;
  const simulated = Boolean(props.location?.virtualRadioUrl);
  const targets = targetsOf(item);
  const [chosen, setChosen] = useState<UnlockTarget | undefined>(undefined);
  const stillThere = chosen?.kind === 'advert' || targets.some((target) => chosen && sameTarget(target, chosen));
  const target = (stillThere ? chosen : targets[0]) ?? NEAREST;
  const name = target.kind === 'nearest' ? texts.key.noRoom : target.name;

  const done = unlock.kind === 'done' && concerns(unlock, item);
  const button = useRef<HTMLButtonElement>(null);
  const wasDone = useRef(false);
  useLayoutEffect(() => {
    if (wasDone.current && !done) button.current?.focus(); // the outcome that held the focus is gone
    wasDone.current = done;
  }, [done]);
  if (done) {
    const { outcome, target: tried } = unlock;
    return (
      <Outcome
        {...props}
        outcome={outcome}
        onAgain={() => props.onUnlock(tried)}
        onEnd={() => {
          if (tried.kind === 'advert') setChosen(undefined); // back from the other door
          props.onEnd();
        }}
      />
    );
  }
  const running = unlock.kind === 'running' && concerns(unlock, item) ? unlock : undefined;
  return (
    <section class="unlock" aria-label={texts.unlock.button}>
      <button
        type="button"
        class={running ? 'unlock-button unlock-button-busy' : 'unlock-button'}
        ref={button}
        data-testid="unlock-button"
        aria-disabled={running !== undefined}
        onClick={() => {
          if (!running) props.onUnlock(target);
        }}
      >
        <LockIcon size={44} />
        <span class="unlock-word">{texts.unlock.button} </span>
        <span class="unlock-door">{name}</span>
      </button>
      <p class="unlock-progress" role="status" data-testid="unlock-progress" data-step={running?.step}>
        {running && texts.unlock.steps[running.step](running.door)}
        {running && running.attempt > 1 && <span class="attempt"> {texts.unlock.attempt(running.attempt)}</span>}
      </p>
      {(targets.length > 1 || simulated) && (
        <fieldset class="targets" disabled={running !== undefined}>
          <legend>{texts.unlock.standingAt}</legend>
          <div class="targets-grid">
            {targets.map((option) => (
              <Target key={keyOf(option)} option={option} checked={sameTarget(option, target)} onChoose={setChosen} />
            ))}
          </div>
          {simulated && (
            <OtherDoor
              heardDoors={props.heardDoors}
              own={item.doors}
              chosen={target}
              onChoose={setChosen}
              onLookAround={props.onLookAround}
            />
          )}
        </fieldset>
      )}
    </section>
  );
}

/** The try was with this key, or with one that a new key for the same door has replaced meanwhile: the guest still gets an answer. */
function concerns(unlock: Exclude<UnlockState, { kind: 'idle' }>, item: KeyView): boolean {
  const { keyId, target } = unlock;
  return keyId === item.keyId || (target.kind === 'door' && item.doors.some((door) => door.doorId === target.doorId));
}

function Target(props: {
  readonly option: UnlockTarget;
  readonly checked: boolean;
  readonly onChoose: (target: UnlockTarget) => void;
}): VNode {
  const { option } = props;
  return (
    <label class="target" data-testid="unlock-target" data-door-id={option.kind === 'door' ? option.doorId : undefined}>
      <input type="radio" name="unlock-target" checked={props.checked} onChange={() => props.onChoose(option)} />
      <span>{option.kind === 'nearest' ? texts.key.noRoom : option.name}</span>
    </label>
  );
}

function keyOf(target: UnlockTarget): string {
  return target.kind === 'door' ? target.doorId : target.kind;
}

function Outcome(props: UnlockPanelProps & { readonly outcome: UnlockOutcome; readonly onAgain: () => void }): VNode {
  const { outcome } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const opened = outcome.kind === 'opened';
  const advice: Advice = opened
    ? { title: texts.unlock.opened(outcome.door), step: texts.unlock.openedStep }
    : adviceOf(outcome, props);
  // The first button is the one that helps: trying again, unless it is open or another try can't change the answer.
  const againFirst = !opened && advice.desk === undefined && outcome.diagnosis !== 'wrong_door';
  const callFirst = advice.desk === true && Boolean(props.location?.phone);
  const again = (style: string): VNode => (
    <button type="button" class={style} onClick={props.onAgain} data-testid="unlock-again">
      {opened ? texts.unlock.again : texts.link.retry}
    </button>
  );
  return (
    <section
      class={opened ? 'outcome outcome-opened' : 'outcome outcome-closed'}
      data-testid="outcome"
      data-outcome={outcome.kind}
      data-diagnosis={opened ? undefined : outcome.diagnosis}
    >
      <div class="outcome-icon">{opened ? <OpenLockIcon size={52} /> : <ClosedDoorIcon size={52} />}</div>
      <h2 class="outcome-title" ref={title} tabIndex={-1} data-testid="outcome-title">
        {advice.title}
      </h2>
      <p class="outcome-step" data-testid="outcome-step">
        {advice.step}
      </p>
      {opened && <p class="outcome-ms">{texts.unlock.tookMs(seconds(outcome.ms))}</p>}
      <div class="actions">
        {callFirst && <CallDesk phone={props.location?.phone} message={props.location?.messageUrl} first />}
        {againFirst && again('button')}
        <button
          type="button"
          class={againFirst || callFirst ? 'button button-quiet' : 'button'}
          onClick={props.onEnd}
          data-testid="outcome-done"
        >
          {opened ? texts.unlock.done : texts.unlock.toKey}
        </button>
        {!againFirst && again('button button-quiet')}
      </div>
    </section>
  );
}

function adviceOf(outcome: Exclude<UnlockOutcome, { kind: 'opened' }>, props: UnlockPanelProps): Advice {
  const { item, location } = props;
  const yourDoors = new Intl.ListFormat(formatLocale).format(
    targetsOf(item).flatMap((target) => (target.kind === 'nearest' ? [] : target.name)),
  );
  if (outcome.noDoorChosen) return texts.unlock.noDoorChosen(keyTitle(item, texts));
  if (outcome.otherDoor !== undefined) return texts.unlock.otherKeysDoor(outcome.otherDoor, yourDoors);
  const advice = texts.unlock.diagnoses[outcome.diagnosis]({
    door: outcome.door,
    yourDoors,
    validFrom:
      item.validFrom === null
        ? undefined
        : hotelTime(Date.parse(item.validFrom), location?.timeZone ?? 'UTC', formatLocale),
    online: props.online,
  });
  return outcome.renewed ? { title: advice.title, step: texts.unlock.renewedStep } : advice;
}

/** "0.4" of 412 ms. */
function seconds(ms: number): string {
  return new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(ms / 1000);
}
