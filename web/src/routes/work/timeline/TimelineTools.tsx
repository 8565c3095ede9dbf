// The buttons of the timeline: intervals and events, keyframes of the selected track, and the view.
import { Show, type Component, type JSX } from 'solid-js';
import type { CommandId } from '../../../editor/keymap';
import type { CanvasTimeline } from '../../../modalities/timeline';
import { IconButton } from '../../../ui/IconButton';
import { hint } from '../hints';
import { commandTitle } from '../dialogs/messages';
import { useWork } from '../work';
import {
  interval,
  intervalPane,
  playSelection,
  pointEvent,
  selectedStretch,
  stepMarks,
  tagFrame,
  tagScene,
} from './intervals';
import { timelineMessages as words } from './messages';
import { flagNow, mergeTracks, selectedTrack, splitTrack, toggleFlag, toggleKeyframe } from './tracks';

const ZOOM = 1.5;

export const TimelineTools: Component<{ timeline: CanvasTimeline }> = (props) => {
  const work = useWork();
  const track = () => selectedTrack(work);
  const frames = () => work.time?.frameAt(work.activePane(), 0) != null;
  const stretch = () => selectedStretch(work);
  return (
    <div class="timeline-tools" role="toolbar" aria-label={words.tools}>
      <Show when={intervalPane(work)}>
        <Tool
          command="interval"
          pressed={work.begunInterval() !== null}
          onClick={(event) => interval(work, event)}
        >
          {work.begunInterval() ? words.end : words.begin}
        </Tool>
        <Tool command="point_event" onClick={() => pointEvent(work)}>
          {words.event}
        </Tool>
        <Show when={frames()}>
          <Tool command="tag_frame" onClick={() => tagFrame(work)}>
            {words.tagFrame}
          </Tool>
          <Tool command="tag_scene" onClick={() => tagScene(work)}>
            {words.tagScene}
          </Tool>
        </Show>
      </Show>
      <Show when={track()}>
        <span class="timeline-tools-line" />
        <Tool command="keyframe" onClick={() => toggleKeyframe(work)}>
          {words.keyframe}
        </Tool>
        <Tool
          command="outside"
          pressed={flagNow(work, 'outside')}
          onClick={() => toggleFlag(work, 'outside')}
        >
          {words.flags.outside}
        </Tool>
        <Tool
          command="occluded"
          pressed={flagNow(work, 'occluded')}
          onClick={() => toggleFlag(work, 'occluded')}
        >
          {words.flags.occluded}
        </Tool>
        <Tool command="hold" pressed={flagNow(work, 'hold')} onClick={() => toggleFlag(work, 'hold')}>
          {words.flags.hold}
        </Tool>
        <Tool command="split_track" onClick={() => splitTrack(work)}>
          {words.split}
        </Tool>
      </Show>
      <Show when={work.selected().length === 2 && stretch()}>
        <Tool command="merge_tracks" onClick={() => mergeTracks(work)}>
          {words.merge}
        </Tool>
      </Show>
      <Show when={stretch()}>
        <span class="timeline-tools-line" />
        <IconButton
          icon="back"
          small
          label={words.previous}
          keys={hint('previous_mark')}
          onClick={() => stepMarks(work, -1)}
        />
        <IconButton
          icon="arrow"
          small
          label={words.next}
          keys={hint('next_mark')}
          onClick={() => stepMarks(work, 1)}
        />
        <Tool command="play_selection" onClick={() => playSelection(work)}>
          {words.playSelection}
        </Tool>
      </Show>
      <span class="timeline-tools-space" />
      <Show when={stretch()}>
        {(found) => (
          <IconButton
            icon="search"
            small
            label={words.toSelection}
            onClick={() => props.timeline.show(found())}
          />
        )}
      </Show>
      <IconButton
        icon="minus"
        small
        label={words.zoomOut}
        keys="-"
        onClick={() => props.timeline.zoomBy(1 / ZOOM)}
      />
      <IconButton
        icon="add"
        small
        label={words.zoomIn}
        keys="+"
        onClick={() => props.timeline.zoomBy(ZOOM)}
      />
      <IconButton icon="fit" small label={words.fit} onClick={() => props.timeline.fit()} />
    </div>
  );
};

interface ToolProps {
  command: CommandId;
  pressed?: boolean;
  onClick: (event: MouseEvent) => void;
  children: JSX.Element;
}

const Tool: Component<ToolProps> = (props) => (
  <button
    type="button"
    class="timeline-tool"
    aria-pressed={props.pressed}
    data-tip={commandTitle(props.command)}
    data-tip-keys={hint(props.command)}
    aria-keyshortcuts={hint(props.command)}
    onClick={(event) => props.onClick(event)}
  >
    {props.children}
  </button>
);
