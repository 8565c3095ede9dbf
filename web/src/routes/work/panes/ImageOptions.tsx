// What the tool in hand can be set to, below the tools: the width of the brush, erasing, holes.
import { Show, type Component } from 'solid-js';
import { Icon, type IconName } from '../../../ui/Icon';
import { brush, imageTool } from '../bench';
import { hint } from '../hints';
import { work as words } from '../messages';
import { useWork } from '../work';
import { resizeBrush, turnBrush } from './brush';

export const ImageOptions: Component = () => {
  const work = useWork();
  /** A polygon is selected by itself. */
  const canCut = () => {
    const [id, ...others] = work.selected();
    return id !== undefined && others.length === 0 && work.region(id)?.selector.type === 'polygon';
  };
  return (
    <>
      <Show when={imageTool() === 'brush'}>
        <Option command="brush_larger" icon="add" onPress={() => resizeBrush(work, 1.25)} />
        <span class="rail-size" aria-hidden="true">
          {Math.round(brush().diameter)}
        </span>
        <Option command="brush_smaller" icon="minus" onPress={() => resizeBrush(work, 0.8)} />
        <Option command="erase" icon="eraser" pressed={brush().erasing} onPress={() => turnBrush(work)} />
      </Show>
      <Show when={imageTool() !== 'brush' && canCut()}>
        <Option
          command="cut_hole"
          icon="hole"
          onPress={() => work.handles.get(work.activePane())?.cutHole?.()}
        />
      </Show>
    </>
  );
};

interface OptionProps {
  command: keyof typeof words.commands;
  icon: IconName;
  pressed?: boolean;
  onPress: () => void;
}

const Option: Component<OptionProps> = (props) => (
  <button
    type="button"
    class="rail-option"
    aria-label={words.commands[props.command]}
    aria-pressed={props.pressed}
    data-tip={words.commands[props.command]}
    data-tip-keys={hint(props.command)}
    onClick={() => props.onPress()}
  >
    <Icon name={props.icon} />
  </button>
);
