// What every ID verification provider must do, as named checks that any test runner can run against any provider.
import { ConnectorError } from './connector-error.ts';
import type { ConnectInput } from './pms-connector.ts';
import {
  VERIFICATION_CAPABILITIES,
  type VerificationCallback,
  type VerificationConnection,
  type VerificationConnector,
  type VerificationPolicy,
  type VerificationSubject,
} from './verification-connector.ts';

/** What a provider's test provides: the connector, and control over a counterpart that behaves like the provider. */
export interface VerificationHarness {
  readonly connector: VerificationConnector;
  /** Settings that work with the counterpart; retries should not really wait. */
  readonly input: Pick<ConnectInput, 'config' | 'credentials' | 'ports'>;
  /** The provider's own decision; absent where decisions are made here. */
  decide?(providerRef: string, decision: 'verified' | 'failed'): Promise<void>;
  /** The callback that the provider sends for a check. */
  callback?(providerRef: string): VerificationCallback;
  /** From now on: fine, down, refusing our credentials, or answering rubbish. Absent where nobody else is asked. */
  behave?(as: 'well' | 'down' | 'refusing' | 'rubbish'): void;
}

/** One check; `run` throws when it does not hold. */
export interface VerificationCheck {
  readonly name: string;
  run(harness: VerificationHarness): Promise<void>;
}

const SUBJECT: VerificationSubject = {
  checkId: '01890a5d-ac96-774b-bcce-b302099a8057',
  firstName: 'Ada',
  lastName: 'Byron',
  language: 'en',
  returnUrl: 'https://keys.example.com/guest/',
};
const POLICY: VerificationPolicy = { documents: ['passport', 'id_card'], sides: ['front', 'back'] };

/** The suite. */
export const VERIFICATION_CONFORMANCE: readonly VerificationCheck[] = [
  check('the manifest is whole', async ({ connector }) => {
    const { manifest } = connector;
    must(/^[a-z][a-z0-9-]*$/.test(manifest.id), 'id is not kebab-case');
    must(
      manifest.capabilities.every((one) => VERIFICATION_CAPABILITIES.includes(one)),
      'unknown capability',
    );
    must(
      manifest.config.every((field) => field.kind !== 'secret'),
      'a secret is among the settings',
    );
    const captures = ['own_capture', 'our_capture'].filter((one) => (manifest.capabilities as string[]).includes(one));
    must(captures.length === 1, 'exactly one side captures the document');
    must(
      manifest.capabilities.includes('callbacks') === (connector.readCallback !== undefined),
      'callbacks and readCallback go together',
    );
  }),
  check('missing settings are named', async ({ connector, input }) => {
    must(connector.checkConfig(input).ok, 'good settings are refused');
    for (const field of [...connector.manifest.config, ...connector.manifest.credentials]) {
      if (!field.required || field.preset !== undefined) continue;
      const without = {
        config: { ...input.config, [field.name]: '' },
        credentials: { ...input.credentials, [field.name]: '' },
      };
      const checked = connector.checkConfig(without);
      must(!checked.ok && checked.problems.some((one) => one.field === field.name), `${field.name} is not missed`);
    }
  }),
  check('starting again is the same check, on the side that captures', async (harness) => {
    const connection = open(harness);
    const [first, second] = [await connection.start(SUBJECT, POLICY), await connection.start(SUBJECT, POLICY)];
    must(JSON.stringify(first) === JSON.stringify(second), 'a second start differs');
    const ours = harness.connector.manifest.capabilities.includes('our_capture');
    must((first.next === 'send_images') === ours, 'the wrong side captures');
    if (first.next === 'open_page') {
      must(first.url.startsWith('https://'), 'the page is not https');
      must(!first.url.includes(SUBJECT.lastName), 'the name stands in the address');
    } else {
      must(first.documents.length > 0 && first.sides.length > 0, 'nothing is asked for');
    }
  }),
  check('a result comes only from a decision, and can be read again', async (harness) => {
    const connection = open(harness);
    const { decide } = harness;
    for (const decision of ['verified', 'failed'] as const) {
      const started = await connection.start(
        { ...SUBJECT, checkId: `${SUBJECT.checkId.slice(0, -1)}${decision.length}` },
        POLICY,
      );
      const of = { checkId: SUBJECT.checkId, providerRef: started.next === 'open_page' ? started.providerRef : null };
      const before = await connection.result(of);
      must(before.state !== 'decided', 'decided before anybody decided');
      if (!decide || of.providerRef === null) {
        must(before.state === 'review', 'nobody would ever decide');
        continue;
      }
      await decide(of.providerRef, decision);
      for (const after of [await connection.result(of), await connection.result(of)]) {
        must(after.state === 'decided' && after.decision === decision, `not told ${decision}`);
      }
    }
  }),
  check('a callback is a hint, and only with its signature', async (harness) => {
    const { connector, input, callback } = harness;
    if (!connector.readCallback) return;
    if (!callback) throw new Error('the harness makes no callbacks');
    const started = await open(harness).start(SUBJECT, POLICY);
    if (started.next !== 'open_page') throw new Error('callbacks without a page');
    const right = callback(started.providerRef);
    const read = connector.readCallback(right, input.credentials);
    must(read.ok && read.providerRef === started.providerRef, 'a right callback is refused');
    const wrong: VerificationCallback[] = [
      { ...right, body: `${right.body} ` },
      { ...right, headers: {} },
      { headers: right.headers, body: '' },
    ];
    for (const one of wrong) must(!connector.readCallback(one, input.credentials).ok, 'a wrong callback is believed');
  }),
  check('erasing is safe to repeat', async (harness) => {
    const connection = open(harness);
    const started = await connection.start(SUBJECT, POLICY);
    const of = { checkId: SUBJECT.checkId, providerRef: started.next === 'open_page' ? started.providerRef : null };
    await connection.erase(of);
    await connection.erase(of);
  }),
  check('outages are errors with a code, never results', async (harness) => {
    const { behave } = harness;
    must((await open(harness).test()).ok, 'a good connection fails its test');
    if (!behave) return;
    try {
      for (const [as, code] of [
        ['down', 'vendor_unavailable'],
        ['refusing', 'vendor_unauthorised'],
        ['rubbish', 'vendor_bad_answer'],
      ] as const) {
        behave(as);
        const failure = await open(harness)
          .start(SUBJECT, POLICY)
          .catch((error: unknown) => error);
        must(failure instanceof ConnectorError && failure.code === code, `${as} is not ${code}`);
        must(!(await open(harness).test()).ok, `a connection that is ${as} passes its test`);
      }
    } finally {
      behave('well');
    }
  }),
];

function open({ connector, input }: VerificationHarness): VerificationConnection {
  return connector.connect(input);
}

function check(name: string, run: VerificationCheck['run']): VerificationCheck {
  return { name, run };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
