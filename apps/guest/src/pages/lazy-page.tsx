// Loads a page's script and words when it is opened, so that a first visit does not wait for what it may never need.
import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useObservable } from '../observable.ts';
import { isSpokenOnPages, speakOnPages } from '../texts/use-page-texts.ts';
import { spoken, texts } from '../texts/use-texts.ts';
import { wasUpdated } from '../updates.ts';

/** A component in the page's place: says that it loads, and when it could not. A `part` of another page stays away until it is here. */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>, part = false): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function LazyPage(props: P): VNode | null {
    const { language } = useObservable(spoken);
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState(false);
    const [tries, setTries] = useState(0);
    const ready = loaded !== undefined && isSpokenOnPages(language);
    useEffect(() => {
      if (ready) return;
      let here = true;
      setFailed(false);
      Promise.all([load(), speakOnPages(language)]).then(
        ([page]) => {
          loaded = page;
          if (here) redraw((count) => count + 1);
        },
        () => {
          // The update took the files of this page's build away: the page of the new one opens in its place (decision 111).
          if (wasUpdated()) location.reload();
          else if (here) setFailed(true);
        },
      );
      return () => {
        here = false;
      };
    }, [language, ready, tries]);
    if (loaded && ready) {
      const Page = loaded;
      return <Page {...props} />;
    }
    // Part of a page that says enough without it.
    if (part) return null;
    if (!failed) return <p class="loading">{texts.page.loading}</p>;
    return (
      <div class="advice" role="alert">
        <p>{texts.page.offline}</p>
        <button type="button" class="button" onClick={() => setTries(tries + 1)}>
          {texts.link.retry}
        </button>
      </div>
    );
  };
}
