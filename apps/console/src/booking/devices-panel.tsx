// The guest's phones: are they reachable, is Bluetooth on; reporting one lost, and how far taking everything on it back has come.

import { Button } from '@mantine/core';
import type { Device, LostDevice } from '@nightlatch/api';
import { IconBluetooth, IconBluetoothOff, IconDeviceMobile, IconDeviceMobileOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './devices-panel.module.css';
import { LostPhoneDialog } from './lost-phone-dialog.tsx';

type Props = {
  locationId: string;
  /** The booking through which a phone is reported lost; none: it can't be from here. */
  bookingOf: (device: Device) => string | undefined;
  devices: readonly Device[];
  lostDevices: readonly LostDevice[];
};

/** The panel. */
export const DevicesPanel = ({ locationId, bookingOf, devices, lostDevices }: Props) => {
  const texts = useTexts();
  const { mayAct } = useCurrentLocation();
  const [losing, setLosing] = useState<Device>();
  const losingAt = losing && bookingOf(losing);
  return (
    <Panel heading={texts.devices.heading} testId="devices">
      {devices.length === 0 && <p className={classes.none}>{texts.devices.none}</p>}
      <ul className={classes.list}>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device}>
            {mayAct && bookingOf(device) !== undefined && (
              <Button
                size="compact-xs"
                variant="subtle"
                className={classes.lose}
                aria-label={texts.lostPhone.openFor(device.name)}
                onClick={() => setLosing(device)}
                data-testid="report-lost"
              >
                {texts.lostPhone.open}
              </Button>
            )}
          </DeviceRow>
        ))}
        {lostDevices.map((device) => (
          <LostRow key={device.id} device={device} />
        ))}
      </ul>
      {losing && losingAt && (
        <LostPhoneDialog
          locationId={locationId}
          bookingId={losingAt}
          device={losing}
          onClose={() => setLosing(undefined)}
        />
      )}
    </Panel>
  );
};

const DeviceRow = ({ device, children }: { device: Device; children: ReactNode }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  const broken = device.bluetooth !== 'on' && device.bluetooth !== 'unknown';
  const Bluetooth = broken ? IconBluetoothOff : IconBluetooth;
  return (
    <li className={classes.device} data-testid="device">
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
          <Tag tone={broken ? 'warn' : 'neutral'} icon={<Bluetooth aria-hidden="true" />} state={device.bluetooth}>
            {texts.devices.bluetooth[device.bluetooth]}
          </Tag>
        </p>
        {children}
      </div>
    </li>
  );
};

const LOST_TONE: Readonly<Record<LostDevice['state'], Tone>> = {
  requested: 'bad',
  removed_from_device: 'warn',
  enforced: 'good',
};

/** As with a revoked key: "enforced" only with its proof, until then what could still open. */
const LostRow = ({ device }: { device: LostDevice }) => {
  const texts = useTexts();
  const words = texts.lostPhone;
  const { time } = useCurrentLocation();
  const proven = device.state === 'enforced' && device.proof !== null;
  return (
    <li className={classes.device} data-testid="lost-device" data-state={device.state}>
      <IconDeviceMobileOff size={22} stroke={1.6} aria-hidden="true" />
      <div>
        <p className={classes.name}>{device.name}</p>
        <p className={classes.soft}>{words.lostAt(time.short(device.lostAt), device.lostBy)}</p>
        <p className={classes.tags}>
          <Tag tone={LOST_TONE[device.state]} state={device.state} wrap>
            {proven
              ? texts.revocation.state.enforced
              : device.couldOpenUntil === null
                ? texts.revocation.couldOpenUnknown
                : texts.revocation.couldOpen(time.short(device.couldOpenUntil))}
          </Tag>
        </p>
        {proven && device.proof && <p className={classes.soft}>{texts.revocation.proof[device.proof]}</p>}
        {!proven && device.couldOpenDoors.length > 0 && (
          <p className={classes.soft}>{texts.revocation.couldOpenDoors(texts.list(device.couldOpenDoors))}</p>
        )}
      </div>
    </li>
  );
};
