// All topics of the settings with what each is about.
import { SettingsFrame } from './settings-frame.tsx';

/** The page. */
export const SettingsPage = () => <SettingsFrame topic={undefined} />;
