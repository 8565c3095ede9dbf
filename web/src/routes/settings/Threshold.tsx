// How sure the model of annotators has to be before an item is done.
import type { Component } from 'solid-js';
import { Field } from '../../ui/Field';
import { TextInput } from '../../ui/TextInput';
import { messages } from './messages';

export interface ThresholdProps {
  /** 0.5 to less than 1. */
  value: number;
  onValue: (value: number) => void;
}

/** The share that was typed in percent; the value before where something else was typed. */
export function share(typed: string, before: number): number {
  const value = Math.round(Number(typed)) / 100;
  return value >= 0.5 && value < 1 ? value : before;
}

export const Threshold: Component<ThresholdProps> = (props) => (
  <Field label={messages.threshold} help={messages.thresholdWhat}>
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min={50}
        max={99}
        value={String(Math.round(props.value * 100))}
        onChange={(event) => props.onValue(share(event.currentTarget.value, props.value))}
      />
    )}
  </Field>
);
