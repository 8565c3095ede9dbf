// When a question is asked and when it must be answered.
import { aspectsOf } from './design';
import { verdictOf, type Draft } from './draft';
import { sameTarget } from './targets';
import type { Condition, Json, Question, Target, World } from './types';

/** Whether a condition holds for the thing that is asked about. */
export function holds(condition: Condition, world: World, draft: Draft, target: Target): boolean {
  if ('answered' in condition) {
    const { question, is } = condition.answered;
    const value = answerValue(draft, question, target) ?? answerValue(draft, question, { on: 'item' });
    if (value === undefined) return false;
    return !is?.length || is.some((wanted) => matches(value, wanted));
  }
  if ('verdict' in condition) {
    return verdictsOn(world, draft, target).some((value) => condition.verdict.includes(value));
  }
  if ('all' in condition) return condition.all.every((each) => holds(each, world, draft, target));
  if ('any' in condition) return condition.any.some((each) => holds(each, world, draft, target));
  return !holds(condition.not, world, draft, target);
}

/** Whether the question is asked of this thing now. */
export function isVisible(question: Question, world: World, draft: Draft, target: Target): boolean {
  return !question.visible_when || holds(question.visible_when, world, draft, target);
}

/** Whether an answer must be given now. */
export function isRequired(question: Question, world: World, draft: Draft, target: Target): boolean {
  if (question.required) return true;
  return question.required_when ? holds(question.required_when, world, draft, target) : false;
}

export function answerValue(draft: Draft, question: string, target: Target): Json | undefined {
  return draft.answers.find((answer) => answer.question === question && sameTarget(answer.target, target))
    ?.value;
}

/** The verdict values of the claim that is asked about. */
export function verdictsOn(world: World, draft: Draft, target: Target): string[] {
  const rules = world.design.claims;
  if (!rules || target.on !== 'claim') return [];
  return aspectsOf(rules).flatMap((aspect) => {
    const value = verdictOf(draft, target.id, aspect.id)?.value;
    return value ? [value] : [];
  });
}

function matches(value: Json, wanted: unknown): boolean {
  return Array.isArray(value) ? value.some((each) => each === wanted) : value === wanted;
}
