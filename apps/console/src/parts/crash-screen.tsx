// The last net: a page that threw says so and offers to reload, instead of a blank window.
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { Notice } from './notice.tsx';

type Props = { children?: ReactNode; crashedWith?: unknown };

/** Catches what its children throw while rendering, or shows what the router caught. (React offers this only as a class.) */
export class CrashScreen extends Component<Props, { crashed: boolean }> {
  override state = { crashed: this.props.crashedWith !== undefined };
  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }
  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return <Crashed />;
  }
}

const Crashed = () => {
  const { crash } = useTexts();
  return (
    <main>
      <Notice alone heading={crash.heading} body={crash.body}>
        <Button onClick={() => window.location.reload()}>{crash.reload}</Button>
      </Notice>
    </main>
  );
};
