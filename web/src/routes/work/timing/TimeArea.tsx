// Below the media, where something is timed: the transport bar. Lanes stand under it.
import { createEffect, Show, type Component } from 'solid-js';
import { useWork } from '../work';
import { TimelineArea } from '../timeline/later';
import { Calibration } from './Calibration';
import { checking } from './checking';
import { onSpaceTap } from './space_tap';
import { TransportBar } from './TransportBar';
import './time.css';

export const TimeArea: Component = () => {
  const work = useWork();
  let root!: HTMLElement;
  const isOurs = (target: EventTarget | null) => {
    const bench = root.closest('.workbench');
    const embedded = bench?.classList.contains('workbench-embedded');
    return !embedded || (target instanceof Node && bench !== null && bench.contains(target));
  };
  onSpaceTap(
    (target) => isOurs(target),
    () => work.time?.toggle(),
  );
  // What is heard must not go on behind a dialog that makes sounds of its own.
  createEffect(() => checking() && work.time?.pause());
  return (
    <section ref={root} class="time-area" data-zone="stage" onFocusIn={() => work.setZone('stage')}>
      <Show when={work.time}>{(clock) => <TransportBar clock={clock()} />}</Show>
      <TimelineArea />
      <Show when={checking()}>
        <Calibration />
      </Show>
    </section>
  );
};
