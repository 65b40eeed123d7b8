// In the native shell: a link that opened elsewhere is pasted here.
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { pageTexts } from '../../texts/use-page-texts.ts';

/** `take` says whether it was a link of a key; then the link's own screen comes. */
export function PasteLink({ take }: { readonly take: (url: string) => boolean }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const words = pageTexts.shell;
  const send = (event: Event): void => {
    event.preventDefault();
    const taken = take(input.current?.value ?? '');
    setWrong(!taken);
    if (!taken) input.current?.focus();
  };
  return (
    <form class="sheet paste-link" onSubmit={send} data-testid="paste-link" noValidate>
      <h2 class="page-part">{words.paste}</h2>
      <p class="quiet">{words.pasteLead}</p>
      <div class="field">
        <label for="pasted-link">{words.pasteLabel}</label>
        <input
          id="pasted-link"
          ref={input}
          type="url"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'pasted-problem' : undefined}
          onInput={() => setWrong(false)}
        />
        <p class="field-problem" role="alert" id="pasted-problem" data-testid="pasted-problem">
          {wrong ? words.noLink : ''}
        </p>
      </div>
      <button type="submit" class="button" data-testid="paste-send">
        {words.pasteButton}
      </button>
    </form>
  );
}
