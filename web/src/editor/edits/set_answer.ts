// Answers a question about one thing, or takes the answer back.
import type { Draft } from '../../model/draft';
import { sameTarget } from '../../model/targets';
import type { Json, Target } from '../../model/types';

export interface SetAnswer {
  readonly kind: 'set_answer';
  readonly question: string;
  readonly target: Target;
  /** Null takes it back. */
  readonly value: Json;
}

export function setAnswer(draft: Draft, { question, target, value }: SetAnswer): Draft {
  const at = draft.answers.findIndex(
    (answer) => answer.question === question && sameTarget(answer.target, target),
  );
  if (value === null) return { ...draft, answers: draft.answers.filter((_, index) => index !== at) };
  const answer = { question, target, value };
  return { ...draft, answers: at < 0 ? [...draft.answers, answer] : draft.answers.with(at, answer) };
}
