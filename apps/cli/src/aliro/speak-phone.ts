// `nightlatch aliro phone --stdio`: the phone's side of one session, commands in, answers out.
import { createPhoneSession, hex, type PhoneEvent } from '@nightlatch/aliro';
import type { ApduLines } from './apdu-lines.ts';
import type { PhoneConfig } from './phone-config.ts';

/** What the phone came to. `granted` null: the reader never said. */
export type PhoneOutcome = {
  readonly side: 'phone';
  readonly state: string;
  readonly granted: boolean | null;
  readonly status: string | null;
  readonly events: readonly unknown[];
};

/** Answers until the reader closes its output. Throws `CliProblem` for a line that is no APDU. */
export async function speakPhone(config: PhoneConfig, lines: ApduLines): Promise<PhoneOutcome> {
  const events: PhoneEvent[] = [];
  const session = createPhoneSession({
    ...config,
    initiated: config.interfaceByte === 0xc3,
    onEvent: (event) => events.push(event),
  });
  for (let command = await lines.next(); command !== null; command = await lines.next()) {
    lines.say(await session.handle(command));
  }
  const { state } = session;
  session.forget();
  const said = events.find((event) => event.kind === 'status');
  return {
    side: 'phone',
    state,
    granted: said?.granted ?? null,
    status: said?.status ?? null,
    events: events.map(readable),
  };
}

function readable(event: PhoneEvent): unknown {
  if (event.kind === 'authenticated') return { ...event, readerIdentifier: hex(event.readerIdentifier) };
  return event.kind === 'refused' ? { ...event, sw: event.sw.toString(16).padStart(4, '0') } : event;
}
