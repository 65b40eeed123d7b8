// The guest's phones: are they reachable, is Bluetooth on?
import type { Device } from '@nightlatch/api';
import { IconBluetooth, IconBluetoothOff, IconDeviceMobile } from '@tabler/icons-react';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './devices-panel.module.css';

/** The panel. */
export const DevicesPanel = ({ devices }: { devices: readonly Device[] }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  return (
    <Panel heading={texts.devices.heading}>
      {devices.length === 0 && <p className={classes.none}>{texts.devices.none}</p>}
      <ul className={classes.list}>
        {devices.map((device) => {
          const broken = device.bluetooth !== 'on' && device.bluetooth !== 'unknown';
          const Bluetooth = broken ? IconBluetoothOff : IconBluetooth;
          return (
            <li key={device.id} className={classes.device} data-testid="device">
              <IconDeviceMobile size={22} stroke={1.6} aria-hidden="true" />
              <div>
                <p className={classes.name}>{device.name}</p>
                <p className={classes.soft}>
                  {!device.online && device.lastSeenAt
                    ? texts.devices.lastSeen(time.short(device.lastSeenAt))
                    : texts.devices.enrolled(time.short(device.enrolledAt))}
                </p>
                <p className={classes.tags}>
                  <Tag tone={device.online ? 'good' : 'neutral'} state={device.online ? 'online' : 'offline'}>
                    {device.online ? texts.devices.online : texts.devices.offline}
                  </Tag>
                  <Tag
                    tone={broken ? 'warn' : 'neutral'}
                    icon={<Bluetooth aria-hidden="true" />}
                    state={device.bluetooth}
                  >
                    {texts.devices.bluetooth[device.bluetooth]}
                  </Tag>
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
