// The frame of the settings: topics beside the open one on a desk; on a phone the list, or one topic with the way back.
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './settings-frame.module.css';
import { TOPICS, type Topic } from './topics.ts';

/** The frame; without a topic the list is the page. */
export const SettingsFrame = ({ topic, children }: { topic: Topic | undefined; children?: ReactNode }) => {
  const words = useTexts().settings;
  const { location, mayAdminister } = useCurrentLocation();
  if (!mayAdminister) return <Notice alone heading={words.forAdministrators} body={words.forAdministratorsBody} />;
  const params = { locationId: location.id };
  return (
    <div className={classes.frame} data-alone={topic === undefined}>
      <div className={classes.head}>
        {topic !== undefined && (
          <Link to="/l/$locationId/settings" params={params} className={classes.back}>
            <IconArrowLeft size={18} aria-hidden="true" />
            {words.back}
          </Link>
        )}
        <PageHeading
          key={topic ?? ''}
          title={topic === undefined ? words.page : words.topics[topic].name}
          where={location.name}
        />
        <ZoneNote />
      </div>
      <nav className={classes.topics} aria-label={words.topicsLabel}>
        <ul>
          {TOPICS.map(([name, Icon]) => (
            <li key={name}>
              <Link
                to="/l/$locationId/settings/$topic"
                params={{ ...params, topic: name }}
                className={classes.topic}
                data-testid={`topic-${name}`}
              >
                <Icon size={20} aria-hidden="true" />
                <span>
                  {words.topics[name].name}
                  <small>{words.topics[name].about}</small>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children !== undefined && <div className={classes.content}>{children}</div>}
    </div>
  );
};
