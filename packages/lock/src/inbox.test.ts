// What a phone may leave unread on a link is bounded, and a waiting lock is woken by whatever comes first.
import { initiateFrame, PHONE_A5_GATT, STATE } from '@nightlatch/aliro';
import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox.ts';
import { FakeTime } from './testing/fake-hardware.ts';
import { RawLink } from './testing/raw-link.ts';
import { stay, TestCorridor } from './testing/test-corridor.ts';

describe('inbox', () => {
  it('keeps 16 unread frames; the 17th is one too many', () => {
    const inbox = new Inbox(new FakeTime(0));
    for (let n = 0; n < 16; n += 1) expect(inbox.push(Uint8Array.of(n))).toBe(true);
    expect(inbox.push(Uint8Array.of(16))).toBe(false);
  });

  it('a link that is flooded ends with 84, and the next guest opens', async () => {
    const corridor = await TestCorridor.open();
    const guest = await corridor.guest(stay(1));
    const link = new RawLink(corridor.lock);
    for (let n = 0; n < 40; n += 1) link.session.receiveFrame(initiateFrame(PHONE_A5_GATT));
    await link.session.finished;
    expect(link.ended).toBe(STATE.notAllowed);
    expect((await guest.tryDoor(corridor.lock)).granted).toBe(true);
  });

  it('a waiting reader is told of the time limit and of the end, in whichever order they come', async () => {
    const time = new FakeTime(0);
    const inbox = new Inbox(time);
    const late = inbox.next(50);
    time.advance(50);
    expect(await late).toEqual({ kind: 'timeout' });
    const closed = inbox.next(50);
    inbox.close();
    expect(await closed).toEqual({ kind: 'closed' });
  });
});
