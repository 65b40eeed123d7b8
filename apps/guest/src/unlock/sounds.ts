// Two short sounds, made by the browser: open, and not open. Never the only sign of either.

export interface Sounds {
  play(kind: 'opened' | 'closed'): void;
}

/** Notes in Hz, each this long. */
const NOTES = { opened: [659, 880], closed: [330, 262] } as const;
const NOTE_S = 0.11;
const LOUDNESS = 0.12;

/** Makes nothing before the first sound: browsers let a page sound only after the guest pressed something. */
export function createSounds(makeContext: () => AudioContext | undefined): Sounds {
  let context: AudioContext | undefined;
  return {
    play(kind) {
      try {
        context ??= makeContext();
        if (context === undefined) return;
        void context.resume();
        const { destination } = context;
        for (const [index, frequency] of NOTES[kind].entries()) {
          const at = context.currentTime + index * NOTE_S;
          const tone = new OscillatorNode(context, { frequency, type: 'sine' });
          const gain = new GainNode(context, { gain: LOUDNESS });
          gain.gain.setValueAtTime(LOUDNESS, at);
          gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S); // no click at its end
          tone.connect(gain).connect(destination);
          tone.start(at);
          tone.stop(at + NOTE_S);
        }
      } catch {
        // A phone that can't sound still opens doors.
      }
    },
  };
}
