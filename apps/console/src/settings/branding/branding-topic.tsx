// How the hotel looks in the Guest App: colour, key card, logo, and where guests write; with what they will see beside it.

import { Checkbox, Radio, TextInput } from '@mantine/core';
import { adjustedSchemes, type Branding, CARD_LOOKS, HOUSE_COLOUR } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo } from 'react';
import { describeError } from '../../api/describe-error.ts';
import { useCurrentLocation } from '../../shell/current-location.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../loaded.tsx';
import formClasses from '../settings-form.module.css';
import { SettingsForm } from '../settings-form.tsx';
import { settingsQueries } from '../settings-queries.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import classes from './branding-topic.module.css';
import { CardPreview } from './card-preview.tsx';
import { ContactField, isContact } from './contact-field.tsx';
import { LogoField } from './logo-field.tsx';
import { SpreadBranding } from './spread-branding.tsx';

/** The topic. */
export const BrandingTopic = () => {
  const words = useTexts().settings.topics.branding;
  const { location } = useCurrentLocation();
  const query = useQuery(settingsQueries.branding(location.id));
  return (
    <Loaded query={query} heading={words.name}>
      {(branding) => <BrandingForm branding={branding} />}
    </Loaded>
  );
};

const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

const BrandingForm = ({ branding }: { branding: Branding }) => {
  const texts = useTexts();
  const words = texts.branding;
  const { location } = useCurrentLocation();
  const { colour, cardLook, logoOnPlate, deskContact } = branding;
  const saved = useMemo(
    () => ({ colour, cardLook, logoOnPlate, deskContact }),
    [colour, cardLook, logoOnPlate, deskContact],
  );
  const draft = useDraft(saved);
  const { values } = draft;
  const { queryKey } = settingsQueries.branding(location.id);
  const save = useSave('putBranding', queryKey, draft.discard);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const colourIsFine = values.colour === null || isColour(values.colour);
  // While a code is being typed the preview keeps the last one that was whole.
  const shown = { ...values, colour: colourIsFine ? values.colour : saved.colour };
  return (
    <>
      <div className={classes.sides}>
        <SettingsForm
          heading={texts.settings.topics.branding.name}
          lead={words.lead}
          dirty={draft.dirty}
          pending={save.pending}
          error={save.error}
          invalid={!colourIsFine || !isContact(values.deskContact)}
          onDiscard={draft.discard}
          onSave={() =>
            void save.run({ params: { locationId: location.id }, body: values, ifMatch: `"${branding.version}"` })
          }
          testId="branding-form"
        >
          <ColourField colour={values.colour} isFine={colourIsFine} onChange={(next) => draft.set({ colour: next })} />
          <Radio.Group
            label={words.look}
            value={values.cardLook}
            onChange={(value) => draft.set({ cardLook: CARD_LOOKS.find((look) => look === value) ?? 'deep' })}
          >
            <div className={formClasses.group}>
              {CARD_LOOKS.map((look) => (
                <Radio
                  key={look}
                  value={look}
                  label={words.looks[look].name}
                  description={words.looks[look].hint}
                  data-testid={`look-${look}`}
                />
              ))}
            </div>
          </Radio.Group>
          <LogoField locationId={location.id} logo={branding.logo} />
          {branding.logo && (
            <Checkbox
              label={words.logoOnPlate}
              description={words.logoOnPlateHint}
              checked={values.logoOnPlate}
              onChange={({ currentTarget: { checked } }) => draft.set({ logoOnPlate: checked })}
              data-testid="logo-on-plate"
            />
          )}
          <ContactField
            contact={values.deskContact}
            refused={refused['deskContact.value']}
            onChange={(contact) => draft.set({ deskContact: contact })}
          />
        </SettingsForm>
        <CardPreview hotel={location.name} chosen={shown} logo={branding.logo} />
      </div>
      {location.role === 'brand_admin' && <SpreadBranding dirty={draft.dirty} />}
    </>
  );
};

type ColourProps = { colour: string | null; isFine: boolean; onChange: (colour: string | null) => void };

/** The app's own colours or one of the hotel's, by eye or by its code; says at once what reading it takes. */
const ColourField = ({ colour, isFine, onChange }: ColourProps) => {
  const words = useTexts().branding;
  const says = useId();
  const adjusted = colour !== null && isFine ? adjustedSchemes(colour) : [];
  const contrast = adjusted.length === 2 ? 'both' : (adjusted[0] ?? 'fine');
  return (
    <>
      <Radio.Group
        label={words.colour}
        value={colour === null ? 'own' : 'chosen'}
        onChange={(value) => onChange(value === 'own' ? null : HOUSE_COLOUR)}
      >
        <div className={formClasses.group}>
          <Radio value="own" label={words.ownColours} data-testid="colour-own" />
          <Radio value="chosen" label={words.chosenColour} data-testid="colour-chosen" />
        </div>
      </Radio.Group>
      {colour !== null && (
        <div>
          <div className={classes.colour}>
            <input
              type="color"
              aria-label={words.chosenColour}
              aria-describedby={says}
              className={classes.swatch}
              value={isFine ? colour : HOUSE_COLOUR}
              onChange={({ currentTarget: { value } }) => onChange(value)}
            />
            <TextInput
              label={words.colourCode}
              description={words.colourHint}
              value={colour}
              error={isFine ? undefined : words.colourWrong}
              onChange={({ currentTarget: { value } }) => onChange(value.trim().toLowerCase())}
              spellCheck={false}
              autoComplete="off"
              data-testid="colour-code"
            />
          </div>
          <p id={says} role="status" className={classes.hint} data-testid="colour-contrast" data-contrast={contrast}>
            {isFine ? words.contrast[contrast] : ''}
          </p>
        </div>
      )}
    </>
  );
};
