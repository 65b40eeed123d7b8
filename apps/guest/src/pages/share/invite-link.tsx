// The one-time link of a new invitation, shown once: QR code, the phone's own sharing, copying.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { encode } from 'uqr';
import { hotelTime } from '../../format/hotel-time.ts';
import type { SharedLink } from '../../screens/app-screen.tsx';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale, texts } from '../../texts/use-texts.ts';

export interface MadeLink {
  readonly url: string;
  readonly name: string;
  readonly expiresAt: string;
}

/** Quiet zone in modules (ISO/IEC 18004 asks for 4). */
const QUIET = 4;

export function InviteLink(props: {
  readonly made: MadeLink;
  readonly zone: string;
  readonly onDone: () => void;
  readonly share: ((what: SharedLink) => Promise<void>) | undefined;
}): VNode {
  const { made, zone, share: send } = props;
  const [copied, setCopied] = useState(false);
  const share = (): void => {
    // The guest may close the system's sheet: that is no failure, and the link is still here.
    const what = { title: pageTexts.share.messageTitle, text: pageTexts.share.message, url: made.url };
    send?.(what).catch(() => undefined);
  };
  const copy = (): void => {
    void navigator.clipboard?.writeText(made.url).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <section class="sheet" data-testid="invite-link" aria-label={pageTexts.share.linkFor(made.name)}>
      <h2 class="page-part">{pageTexts.share.linkFor(made.name)}</h2>
      <p class="quiet">{pageTexts.share.linkOnce(hotelTime(Date.parse(made.expiresAt), zone, formatLocale))}</p>
      <QrCode text={made.url} label={pageTexts.share.qr} />
      <div class="field">
        <label for="invite-url">{pageTexts.share.link}</label>
        <input id="invite-url" readOnly value={made.url} onFocus={(event) => event.currentTarget.select()} dir="ltr" />
      </div>
      <div class="button-row">
        {send && (
          <button type="button" class="button" onClick={share} data-testid="system-share">
            {pageTexts.share.send}
          </button>
        )}
        <button type="button" class={send ? 'button button-quiet' : 'button'} onClick={copy} data-testid="copy-invite">
          {copied ? pageTexts.share.copied : texts.copyLink}
        </button>
        <button type="button" class="button button-quiet" onClick={props.onDone} data-testid="invite-done">
          {texts.unlock.done}
        </button>
      </div>
    </section>
  );
}

/** Dark on white in both schemes, with the quiet zone that scanners need. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const code = encode(text, { ecc: 'M', border: QUIET });
  const cells = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={cells.join('')} />
    </svg>
  );
}
