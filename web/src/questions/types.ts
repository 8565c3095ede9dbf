// What every kind of question answers: how it is asked, how an answer reads, and which key gives which answer.
import type { Component } from 'solid-js';
import type { Json, QuestionKind } from '../model/types';

export type KindName = QuestionKind['type'];
export type Spec<K extends KindName> = Extract<QuestionKind, { type: K }>;

export interface ControlProps<S> {
  spec: S;
  value: Json | undefined;
  /** Null takes the answer back. */
  onValue: (value: Json | null) => void;
  /** Enter was pressed: go on to what comes next. */
  onDone?: () => void;
  /** The id of the element that names the control. */
  labelledBy: string;
  disabled?: boolean;
}

/** One object a kind of question; nothing outside of this folder asks for the kind. */
export interface QuestionObject<K extends KindName> {
  readonly kind: K;
  readonly Control: Component<ControlProps<Spec<K>>>;
  /** The answer in words. */
  describe(spec: Spec<K>, value: Json): string;
  /** The answer that a digit gives (1 is the first), from the present one; undefined where digits mean nothing. */
  digit(spec: Spec<K>, value: Json | undefined, digit: number): Json | null | undefined;
}
