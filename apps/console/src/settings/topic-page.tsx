// One topic of the settings, by its name in the address.
import { useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Notice } from '../parts/notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { ApiKeysTopic } from './api-keys-topic.tsx';
import { ArrivalTopic } from './arrival-topic.tsx';
import { BrandingTopic } from './branding/branding-topic.tsx';
import { DigitalKeysTopic } from './digital-keys-topic.tsx';
import { EmergencyTopic } from './emergency-topic.tsx';
import { LocationTopic } from './location-topic.tsx';
import { MessageTextsTopic } from './message-texts/message-texts-topic.tsx';
import { MessagesTopic } from './messages-topic.tsx';
import { PmsTopic } from './pms-topic.tsx';
import { RetentionTopic } from './retention-topic.tsx';
import { RoomsTopic } from './rooms-topic.tsx';
import { RulesTopic } from './rules-topic.tsx';
import { SetUpTopic } from './set-up-topic.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { StaffTopic } from './staff-topic.tsx';
import { isTopic, type Topic } from './topics.ts';
import { WebhooksTopic } from './webhooks-topic.tsx';

const PAGES: Readonly<Record<Topic, ComponentType>> = {
  'set-up': SetUpTopic,
  location: LocationTopic,
  branding: BrandingTopic,
  'digital-keys': DigitalKeysTopic,
  rooms: RoomsTopic,
  pms: PmsTopic,
  rules: RulesTopic,
  arrival: ArrivalTopic,
  messages: MessagesTopic,
  'message-texts': MessageTextsTopic,
  staff: StaffTopic,
  'api-keys': ApiKeysTopic,
  webhooks: WebhooksTopic,
  retention: RetentionTopic,
  emergency: EmergencyTopic,
};

/** The page. */
export const TopicPage = () => {
  const words = useTexts().settings;
  const { topic } = useParams({ from: '/l/$locationId/settings/$topic' });
  if (!isTopic(topic)) return <Notice alone heading={words.noSuchTopic} />;
  const Page = PAGES[topic];
  return (
    <SettingsFrame topic={topic}>
      <Page key={topic} />
    </SettingsFrame>
  );
};
