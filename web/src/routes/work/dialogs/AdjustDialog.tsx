// Brightness and contrast of pictures, as long as one looks; nothing is stored.
import { onMount, Show, type Component } from 'solid-js';
import { Button } from '../../../ui/Button';
import { adjust, setAdjust } from '../bench';
import { work as words } from '../messages';
import { useWork } from '../work';

export const AdjustPanel: Component = () => {
  const work = useWork();
  return (
    <Show when={work.overlay() === 'adjust'}>
      <Panel onClose={() => work.setOverlay(null)} />
    </Show>
  );
};

const Panel: Component<{ onClose: () => void }> = (props) => {
  let panel!: HTMLDivElement;
  const slider = (name: 'brightness' | 'contrast') => (
    <label class="adjust-line">
      <span>{words.stage[name]}</span>
      <input
        type="range"
        min="0.3"
        max="2.5"
        step="0.05"
        value={adjust()[name]}
        onInput={(event) => setAdjust({ ...adjust(), [name]: event.currentTarget.valueAsNumber })}
      />
      <output>{Math.round(adjust()[name] * 100)} %</output>
    </label>
  );
  onMount(() => panel.querySelector('input')?.focus());
  return (
    <div
      ref={panel}
      class="adjust"
      role="dialog"
      aria-label={words.stage.adjust}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        props.onClose();
      }}
    >
      {slider('brightness')}
      {slider('contrast')}
      <div class="adjust-foot">
        <Button small look="quiet" onClick={() => setAdjust({ brightness: 1, contrast: 1 })}>
          {words.stage.reset}
        </Button>
        <Button small onClick={() => props.onClose()}>
          {words.regions.done}
        </Button>
      </div>
    </div>
  );
};
