// Only with the simulated radio: stand at a door that is not one's own, to see what a wrong door says.
import type { WalletDoor } from '@nightlatch/phone';
import type { VNode } from 'preact';
import type { HeardDoor } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import type { UnlockTarget } from '../unlock/targets.ts';

export function OtherDoor(props: {
  readonly heardDoors: readonly HeardDoor[];
  readonly own: readonly WalletDoor[];
  readonly chosen: UnlockTarget;
  readonly onChoose: (target: UnlockTarget | undefined) => void;
  readonly onLookAround: () => void;
}): VNode {
  const own = new Set(props.own.map((door) => door.readerIdentifier));
  const others = props.heardDoors.filter((door) => !own.has(door.readerIdentifier ?? ''));
  const value = props.chosen.kind === 'advert' ? props.chosen.advertId : '';
  return (
    <details
      class="other-door"
      data-testid="other-door"
      onToggle={(event) => {
        if (event.currentTarget.open) props.onLookAround();
        else props.onChoose(undefined);
      }}
    >
      <summary>{texts.unlock.anotherDoor}</summary>
      <label>
        <span class="hint">{texts.unlock.anotherDoorHint}</span>
        <select
          data-testid="other-door-select"
          value={value}
          onChange={(event) => {
            const door = others.find((heard) => heard.advertId === event.currentTarget.value);
            props.onChoose(
              door && { kind: 'advert', advertId: door.advertId, name: texts.unlock.heardDoor(door.name) },
            );
          }}
        >
          <option value="">{others.length === 0 ? texts.unlock.noDoorsHeard : texts.unlock.chooseDoor}</option>
          {others.map((door) => (
            <option key={door.advertId} value={door.advertId}>
              {texts.unlock.heardDoor(door.name)}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
