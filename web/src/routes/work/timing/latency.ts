// How much later than a browser says a sound is heard on this device, as its owner measured it.
import { createSignal } from 'solid-js';

const STORED = 'crosscheck-sound';

export interface Calibration {
  readonly latencyMs: number;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
}

const [calibration, setSignal] = createSignal<Calibration | null>(read());

export { calibration };

/** Zero until it was measured. */
export const latency = (): number => calibration()?.latencyMs ?? 0;

export function setCalibration(next: Calibration | null): void {
  if (next) localStorage.setItem(STORED, JSON.stringify(next));
  else localStorage.removeItem(STORED);
  setSignal(next);
}

function read(): Calibration | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return null;
    if (!('latencyMs' in stored) || !('measuredAt' in stored)) return null;
    const { latencyMs, measuredAt } = stored;
    return typeof latencyMs === 'number' && typeof measuredAt === 'number' ? { latencyMs, measuredAt } : null;
  } catch {
    return null;
  }
}
