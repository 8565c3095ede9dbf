// Brightness and contrast of pictures, as long as one looks; nothing is stored.
import type { Component } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Popover } from '../../../ui/Popover';
import { adjust, setAdjust } from '../bench';
import { hint } from '../hints';
import { work as words } from '../messages';
import { useWork } from '../work';

export const AdjustButton: Component = () => {
  const work = useWork();
  return (
    <Popover
      align="end"
      label={words.stage.adjust}
      open={work.overlay() === 'adjust'}
      onOpenChange={(open) => {
        if (open || work.overlay() === 'adjust') work.setOverlay(open ? 'adjust' : null);
      }}
      onOpen={(panel) => panel.querySelector('input')?.focus()}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          class="strip-label"
          data-tip={words.commands.brightness}
          data-tip-keys={hint('brightness')}
        >
          ◐<span class="visually-hidden">{words.commands.brightness}</span>
        </button>
      )}
    >
      {(close) => (
        <div class="adjust">
          <Slider name="brightness" />
          <Slider name="contrast" />
          <div class="adjust-foot">
            <Button small look="quiet" onClick={() => setAdjust({ brightness: 1, contrast: 1 })}>
              {words.stage.reset}
            </Button>
            <Button small onClick={close}>
              {words.regions.done}
            </Button>
          </div>
        </div>
      )}
    </Popover>
  );
};

const Slider: Component<{ name: 'brightness' | 'contrast' }> = (props) => (
  <label class="adjust-line">
    <span>{words.stage[props.name]}</span>
    <input
      type="range"
      min="0.3"
      max="2.5"
      step="0.05"
      value={adjust()[props.name]}
      onInput={(event) => setAdjust({ ...adjust(), [props.name]: event.currentTarget.valueAsNumber })}
    />
    <output>{Math.round(adjust()[props.name] * 100)} %</output>
  </label>
);
