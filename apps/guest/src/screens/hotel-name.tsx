// The hotel on its card: its logo, where there is one, and its name.
import type { LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';

type Look = LocationRecord['look'];

export function HotelName(props: { readonly name: string | undefined; readonly look: Look }): VNode {
  return (
    <div class="card-brand">
      <Logo look={props.look} />
      <p class="card-hotel">{props.name}</p>
    </div>
  );
}

/** Beside the hotel's name, so it says nothing itself. One that can't be shown (offline, never seen before) takes no room. */
export function Logo({ look }: { readonly look: Look }): VNode | null {
  if (!look?.logo) return null;
  const { path, width, height } = look.logo;
  return (
    <img
      class={look.logoOnPlate ? 'logo logo-plate' : 'logo'}
      src={path}
      width={width}
      height={height}
      alt=""
      onError={({ currentTarget }) => {
        currentTarget.hidden = true;
      }}
    />
  );
}
