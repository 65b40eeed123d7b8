// Help: why it does not work, what to look at on this phone, how to hold it, and the front desk.
import type { KeyDiagnosis } from '@nightlatch/api';
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { keyTitle } from '../../format/key-facts.ts';
import { CheckIcon } from '../../screens/icons.tsx';
import { CallDesk } from '../../screens/parts.tsx';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { texts } from '../../texts/use-texts.ts';
import { PageFrame } from '../page-parts.tsx';
import { useRemote } from '../use-remote.ts';
import {
  type CheckedPhone,
  type CheckId,
  type CheckState,
  checkPhone,
  type PhoneCheck,
  type PhoneKind,
  phoneKindOf,
} from './phone-checks.ts';
import { CheckPicture, PhoneAtLock } from './pictures.tsx';
import { isBehind, useRenewal } from './use-renewal.ts';
import { ownVerdict, type VerdictCode, verdictAdvice } from './verdict.ts';

export interface HelpPageProps {
  /** Absent before there is a key: the booking alone is asked about. */
  readonly item: KeyView | undefined;
  readonly bookingId: string | undefined;
  readonly location: LocationRecord | undefined;
  readonly now: number;
  readonly online: boolean;
  /** Known to be: not while the connection is still being made. */
  readonly offline: boolean;
  readonly call: Session['call'];
  /** Has a key's leases renewed; true when the answer is here. */
  readonly renew: (keyId: string) => Promise<boolean>;
  readonly phone: CheckedPhone;
}

const LOOK_EVERY_MS = 15_000;
const ANSWER_MS = 1_000;

export function HelpPage(props: HelpPageProps): VNode {
  const { item, bookingId, location, now, online, call } = props;
  const ask = async (): Promise<KeyDiagnosis | undefined> =>
    bookingId === undefined ? undefined : call('diagnoseOwnKey', { params: { bookingId } });
  const asked = useRemote(ask, bookingId ?? '', LOOK_EVERY_MS);
  const checks = useChecks(props.phone, Boolean(location?.virtualRadioUrl));
  const own = item && ownVerdict(item, now);
  // The booking's verdict speaks of its newest key; where this is another one, this phone knows better.
  const aboutThis =
    asked.value && (item === undefined || asked.value.keyId === null || asked.value.keyId === item.keyId);
  const code: VerdictCode | undefined = aboutThis
    ? asked.value?.code
    : (own ?? (asked.value || asked.trouble ? 'ask_front_desk' : undefined));
  const renewal = useRenewal({
    code,
    online: online && item !== undefined,
    renew: async () => item !== undefined && props.renew(item.keyId),
    onRenewed: asked.reload,
  });
  return (
    <PageFrame title={pageTexts.help.title} lead={item && keyTitle(item, texts)} testId="help-page">
      <div aria-live="polite">
        {renewal === 'renewed' && !isBehind(code, true) && (
          <p class="advice advice-good" data-testid="help-renewed">
            {texts.unlock.renewedStep}
          </p>
        )}
        {code === undefined || renewal === 'running' ? (
          <Looking words={code === undefined ? pageTexts.help.looking : texts.unlock.steps.renewing('')} />
        ) : (
          <Verdict code={code} {...props} byServer={Boolean(aboutThis)} />
        )}
      </div>
      {props.offline && <p class="banner">{pageTexts.help.offline}</p>}
      {checks && (
        <>
          <Checks checks={checks} shell={props.phone.shell} kind={phoneKindOf(navigator)} />
          <div class="sheet">
            <h2 class="page-part">{pageTexts.help.holdTitle}</h2>
            <div class="check">
              <PhoneAtLock />
              <p>{pageTexts.help.hold}</p>
            </div>
          </div>
          <Desk item={item} location={location} />
        </>
      )}
    </PageFrame>
  );
}

/** As tall as the usual answer, so that what is read below it does not jump when that comes. */
function Looking({ words }: { readonly words: string }): VNode {
  const { title, step } = pageTexts.help.fine;
  return (
    <div class="advice looking">
      <p data-testid="help-looking">{words}</p>
      <div class="looking-room" aria-hidden="true">
        <h2>{title}</h2>
        <p>{step}</p>
        <p class="quiet">{pageTexts.help.byHotel}</p>
      </div>
    </div>
  );
}

function Verdict(props: HelpPageProps & { readonly code: VerdictCode; readonly byServer: boolean }): VNode {
  const { code, item, location, online } = props;
  // No cause found is good news as long as nothing was refused at a door.
  const fine = code === 'ask_front_desk';
  const advice = fine
    ? { title: pageTexts.help.fine.title, step: pageTexts.help.fine.step }
    : verdictAdvice(code, { words: { app: texts, pages: pageTexts }, item, location, online });
  return (
    <div
      class={fine ? 'advice advice-good' : 'advice'}
      data-testid="help-verdict"
      data-code={code}
      data-by={props.byServer ? 'hotel' : 'phone'}
    >
      <h2>{advice.title}</h2>
      <p>{advice.step}</p>
      <p class="quiet">{props.byServer ? pageTexts.help.byHotel : pageTexts.help.byPhone}</p>
    </div>
  );
}

/** Undefined until the first look, which takes a few milliseconds; a browser that does not answer is not waited for. */
function useChecks(phone: CheckedPhone, simulated: boolean): readonly PhoneCheck[] | undefined {
  const [checks, setChecks] = useState<readonly PhoneCheck[] | undefined>(undefined);
  useEffect(() => {
    let here = true;
    const look = (): void => void checkPhone(phone, simulated).then((found) => here && setChecks(found));
    look();
    const timer = setInterval(look, LOOK_EVERY_MS / 5);
    const patience = setTimeout(() => setChecks((found) => found ?? []), ANSWER_MS);
    return () => {
      here = false;
      clearInterval(timer);
      clearTimeout(patience);
    };
  }, [phone, simulated]);
  return checks;
}

/** What is wrong comes first, with its picture and step; what is in order is one line each. */
function Checks(props: {
  readonly checks: readonly PhoneCheck[];
  readonly shell: boolean;
  readonly kind: PhoneKind;
}): VNode | null {
  const { checks, shell, kind } = props;
  if (checks.length === 0) return null;
  const sorted = [...checks].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  return (
    <div class="sheet">
      <h2 class="page-part">{pageTexts.help.thisPhone}</h2>
      <ul class="checks">
        {sorted.map(({ id, state }) => (
          <li class="check" key={id} data-testid="check" data-check={id} data-state={state}>
            {state === 'good' ? <CheckIcon /> : <CheckPicture id={id} kind={kind} />}
            <div>
              <p class={state === 'good' ? '' : 'strong'}>{checkWords(id, state, shell)}</p>
              {state === 'bad' && <p class="quiet">{checkStep(id, kind, shell)}</p>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The shell's own permission is asked for by the phone, not by a browser. */
const checkWords = (id: CheckId, state: CheckState, shell: boolean): string =>
  shell && id === 'permission' && state === 'later'
    ? pageTexts.shell.permissionLater
    : pageTexts.help.checks[id][state];
const checkStep = (id: CheckId, kind: PhoneKind, shell: boolean): string =>
  shell && id === 'permission' && kind === 'android'
    ? pageTexts.shell.permissionStep
    : pageTexts.help.checks[id].step[kind];

const ORDER = { bad: 0, later: 1, good: 2 } as const;

/** Call, or write; a message names the room so that nobody has to ask. */
function Desk({
  item,
  location,
}: {
  readonly item: KeyView | undefined;
  readonly location: LocationRecord | undefined;
}): VNode {
  const { phone, messageUrl } = location ?? {};
  const writeTo = messageUrl ?? (phone ? `sms:${phone.replace(/[^+\d]/g, '')}` : undefined);
  if (!writeTo) return <p class="advice">{pageTexts.help.deskInPerson}</p>;
  const body = pageTexts.help.message(item?.roomNumber ?? undefined);
  return (
    <div class="sheet">
      <h2 class="page-part">{pageTexts.help.desk}</h2>
      <div class="button-stack">
        <CallDesk phone={phone} message={withBody(writeTo, body)} first />
      </div>
    </div>
  );
}

/** A text or a mail begins with the room; a chat has no such thing. */
function withBody(url: string, body: string): string {
  return /^(sms|mailto):/.test(url) ? `${url}?body=${encodeURIComponent(body)}` : url;
}
