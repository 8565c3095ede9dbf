// How sure the annotator is of a verdict, in five steps from 0 to 1.
import type { Component } from 'solid-js';
import { Options } from '../../../questions/Options';
import { work as words } from '../messages';
import { FieldLine } from './FieldLine';

interface ConfidenceProps {
  value: number | null;
  onValue: (value: number | null) => void;
  onDone: () => void;
}

const STEPS = words.claims.confidenceSteps.map((caption, index, all) => ({
  id: String(index / (all.length - 1)),
  title: String(index + 1),
  key: String(index + 1),
  caption: index === 0 || index === all.length - 1 ? caption : undefined,
  help: caption,
}));

/** The step that is nearest to what was given, which another program may have set between two. */
function nearest(value: number): string {
  const at = Math.round(value * (STEPS.length - 1));
  return STEPS[at]?.id ?? '';
}

export const Confidence: Component<ConfidenceProps> = (props) => {
  const chosen = () => (props.value === null ? [] : [nearest(props.value)]);
  return (
    <FieldLine field="confidence" title={words.claims.confidence}>
      <Options
        quick
        scale
        items={STEPS}
        chosen={chosen()}
        label={words.claims.confidence}
        onToggle={(id) => props.onValue(chosen().includes(id) ? null : Number(id))}
        onDone={props.onDone}
      />
    </FieldLine>
  );
};
