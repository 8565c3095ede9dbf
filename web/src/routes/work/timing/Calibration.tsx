// The check of sound against picture: a flash and a beep each second, and a slider that brings them together.
import { createSignal, onCleanup, Show, type Component } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { setChecking } from './checking';
import { FlashAndBeep } from './flash';
import { calibration, setCalibration } from './latency';
import { time } from './messages';

const words = time.calibration;
const MOST_MS = 500;

export const Calibration: Component = () => {
  const [latencyMs, setLatency] = createSignal(calibration()?.latencyMs ?? 0);
  const [running, setRunning] = createSignal(false);
  const [lit, setLit] = createSignal(false);
  const check = new FlashAndBeep(latencyMs, setLit);
  const toggle = () => {
    if (running()) check.stop();
    else check.start();
    setRunning(!running());
  };
  const move = (by: number) => setLatency((ms) => Math.min(MOST_MS, Math.max(0, ms + by)));
  const keydown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    move(direction * (event.shiftKey ? 1 : 5));
  };
  const close = () => setChecking(false);
  const keep = () => {
    setCalibration({ latencyMs: latencyMs(), measuredAt: Date.now() });
    close();
  };
  const forget = () => {
    setCalibration(null);
    setLatency(0);
  };
  onCleanup(() => check.stop());
  return (
    <Dialog
      open
      title={words.title}
      onClose={close}
      footer={
        <>
          <Show when={calibration()}>
            <Button look="quiet" onClick={forget}>
              {words.reset}
            </Button>
          </Show>
          <Button look="primary" onClick={keep}>
            {words.save}
          </Button>
        </>
      }
    >
      <div class="calibration">
        <p>{words.intro}</p>
        <div
          class="calibration-flash"
          classList={{ 'calibration-lit': lit() }}
          role="img"
          aria-label={words.flash}
        />
        <div class="calibration-row">
          <Button onClick={toggle}>{running() ? words.stop : words.start}</Button>
          <label class="calibration-slider">
            <span>{words.latency}</span>
            <input
              type="range"
              min="0"
              max={MOST_MS}
              step="1"
              value={latencyMs()}
              aria-valuetext={words.ms(latencyMs())}
              onInput={(event) => setLatency(Number(event.currentTarget.value))}
              onKeyDown={keydown}
            />
            <output>{words.ms(latencyMs())}</output>
          </label>
        </div>
        <p class="calibration-note">{words.keys}</p>
        <p class="calibration-note">
          <Show when={calibration()} fallback={words.never}>
            {(found) => words.last(new Date(found().measuredAt).toLocaleDateString(), found().latencyMs)}
          </Show>
        </p>
      </div>
    </Dialog>
  );
};
