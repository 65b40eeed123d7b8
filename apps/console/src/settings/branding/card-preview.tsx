// The key card and the button as the Guest App will show them, in each of its schemes, while the form is being filled.

import { SegmentedControl } from '@mantine/core';
import { HOUSE_COLOUR, HOUSE_COLOURS, type HotelColours, hotelColours, type PutBranding } from '@nightlatch/api';
import { type CSSProperties, useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './card-preview.module.css';

const SCHEMES = ['light', 'dark', 'night'] as const;
type Scheme = (typeof SCHEMES)[number];

/** What the Guest App's own style sheet gives to the dark corridor, whatever the hotel (apps/guest/src/styles/tokens.css). */
const NIGHT = {
  accent: '#a9813a',
  onAccent: '#0d0a02',
  cardInk: '#d8cfbe',
  cardMuted: '#9db0a7',
  cardLine: '#9a7d49',
  onCardLine: '#1b1405',
};
const PAPER: Readonly<Record<Scheme, string>> = { light: '#f5f2eb', dark: '#0f1413', night: '#000000' };

/** Custom properties are no names that React's type knows. */
const inked = (colours: HotelColours, scheme: Scheme): CSSProperties => {
  const of = scheme === 'night' ? { ...NIGHT, ...colours.night } : colours[scheme];
  const named = Object.entries(of).map(([name, colour]) => [`--${name}`, colour]);
  return Object.fromEntries([...named, ['--paper', PAPER[scheme]]]) as CSSProperties;
};

type Props = {
  hotel: string;
  chosen: Pick<PutBranding, 'colour' | 'cardLook' | 'logoOnPlate'>;
  logo: { readonly path: string } | null;
};

/** The panel. */
export const CardPreview = ({ hotel, chosen, logo }: Props) => {
  const texts = useTexts();
  const words = texts.branding;
  const [scheme, setScheme] = useState<Scheme>('light');
  const { colour, cardLook: look } = chosen;
  const colours =
    colour === null && look === 'deep' ? HOUSE_COLOURS : hotelColours({ colour: colour ?? HOUSE_COLOUR, look });
  return (
    <Panel heading={words.preview} testId="branding-preview">
      <p className={classes.lead}>{words.previewLead}</p>
      <SegmentedControl
        aria-label={words.preview}
        value={scheme}
        onChange={(value) => setScheme(SCHEMES.find((one) => one === value) ?? 'light')}
        data={SCHEMES.map((value) => ({ value, label: words.schemes[value] }))}
        className={classes.schemes}
      />
      <div className={classes.phone} style={inked(colours, scheme)} data-testid="preview-phone" data-scheme={scheme}>
        <div className={classes.card} data-testid="preview-card">
          <div className={classes.top}>
            <span className={classes.brand}>
              {logo && (
                <img
                  src={logo.path}
                  alt=""
                  className={classes.logo}
                  data-plate={chosen.logoOnPlate}
                  data-testid="preview-logo"
                />
              )}
              <bdi className={classes.hotel}>{hotel}</bdi>
            </span>
            <span className={classes.chip}>{words.card.ready}</span>
          </div>
          <p className={classes.room}>
            <span>{words.card.room}</span>
            <strong>1204</strong>
          </p>
          <dl className={classes.facts}>
            <div>
              <dt>{words.card.guest}</dt>
              <dd>{words.card.sampleGuest}</dd>
            </div>
            <div>
              <dt>{words.card.until}</dt>
              <dd>{sampleTime(texts.locale)}</dd>
            </div>
          </dl>
        </div>
        <span className={classes.button}>{words.card.unlock}</span>
      </div>
    </Panel>
  );
};

/** A Friday at eleven, in the reader's own way of writing. */
const sampleTime = (locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(2027, 0, 1, 11),
  );
