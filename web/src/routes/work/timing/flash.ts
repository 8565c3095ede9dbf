// A flash on the screen and a beep from the loudspeaker each second, apart by what the sound is said to be late.

const EVERY_S = 1;
const BEEP_S = 0.06;
const FLASH_S = 0.08;
/** Beeps are handed to the sound card ahead of their time. */
const AHEAD_S = 0.7;

export class FlashAndBeep {
  private context: AudioContext | null = null;
  private frame = 0;
  /** When the next beep is due, by the clock of the sound. */
  private nextBeep = 0;
  private flashes: number[] = [];

  constructor(
    private readonly latencyMs: () => number,
    private readonly light: (on: boolean) => void,
  ) {}

  start(): void {
    const context = new AudioContext();
    this.context = context;
    this.nextBeep = context.currentTime + 0.4;
    this.flashes = [];
    this.frame = requestAnimationFrame(() => this.beat());
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    void this.context?.close();
    this.context = null;
    this.light(false);
  }

  private beat(): void {
    const { context } = this;
    if (!context) return;
    this.frame = requestAnimationFrame(() => this.beat());
    while (this.nextBeep < context.currentTime + AHEAD_S) {
      beep(context, this.nextBeep);
      this.flashes.push(this.nextBeep);
      this.nextBeep += EVERY_S;
    }
    // What leaves the loudspeaker now, as far as the browser knows, less what it does not know.
    const heard = heardAt(context) - this.latencyMs() / 1000;
    this.flashes = this.flashes.filter((due) => due + FLASH_S > heard);
    this.light(this.flashes.some((due) => heard >= due));
  }
}

function heardAt(context: AudioContext): number {
  const { contextTime, performanceTime } = context.getOutputTimestamp();
  if (!contextTime || !performanceTime) return context.currentTime - context.outputLatency;
  return contextTime + (performance.now() - performanceTime) / 1000;
}

function beep(context: AudioContext, at: number): void {
  const tone = new OscillatorNode(context, { frequency: 1000 });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.5, at + 0.002);
  gain.gain.setValueAtTime(0.5, at + BEEP_S - 0.01);
  gain.gain.linearRampToValueAtTime(0, at + BEEP_S);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + BEEP_S);
}
