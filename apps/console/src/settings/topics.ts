// The topics of the settings in the order of the list, each one page; a new one is one row here and one in topic-page.tsx.
import {
  IconAlertOctagon,
  IconApi,
  IconBuildingSkyscraper,
  IconDoor,
  IconHourglass,
  IconId,
  IconKey,
  IconListCheck,
  IconMail,
  IconPalette,
  IconPencil,
  IconPlugConnected,
  type IconProps,
  IconTrash,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** Every topic's name in the address. */
export const TOPICS = [
  ['set-up', IconListCheck],
  ['location', IconBuildingSkyscraper],
  ['branding', IconPalette],
  ['digital-keys', IconKey],
  ['rooms', IconDoor],
  ['pms', IconPlugConnected],
  ['rules', IconHourglass],
  ['arrival', IconId],
  ['messages', IconMail],
  ['message-texts', IconPencil],
  ['staff', IconUsers],
  ['api-keys', IconApi],
  ['webhooks', IconWebhook],
  ['retention', IconTrash],
  ['emergency', IconAlertOctagon],
] as const satisfies readonly (readonly [string, ComponentType<IconProps>])[];

/** A topic's name. */
export type Topic = (typeof TOPICS)[number][0];

/** Whether the address names a topic. */
export const isTopic = (text: string): text is Topic => TOPICS.some(([name]) => name === text);
