// What the server found wrong with a submission, with the way to each place.
import { Show, type Component } from 'solid-js';
import type { KeptSubmission } from '../../editor/outbox';
import type { Refusal } from '../../editor/session';
import { jumpOf } from '../../model/jump';
import { Button, LinkButton } from '../../ui/Button';
import { MissingList } from './dialogs/MissingDialog';
import { jumpTo } from './jumping';
import { asides } from './dialogs/messages';
import type { Work } from './work';

export const RefusalNotice: Component<{ work: Work; refusal: Refusal }> = (props) => (
  <div class="work-notice" role="alert">
    <strong>{asides.refused.title}</strong>
    <Show when={props.refusal.problems.length > 0} fallback={<span>{props.refusal.message}</span>}>
      <MissingList
        missing={props.refusal.problems.map((problem) => ({
          message: problem.message,
          jump: jumpOf(problem, props.refusal.annotation),
        }))}
        onGo={(missing) => jumpTo(props.work, missing.jump)}
      />
    </Show>
  </div>
);

interface ElsewhereProps {
  kept: KeptSubmission;
  /** The project at hand. */
  slug: string;
  onFix: () => void;
}

/** One that is not on the screen: it comes back to it, or lies in another project. */
export const RefusedElsewhere: Component<ElsewhereProps> = (props) => (
  <div class="work-notice" role="alert">
    <strong>{asides.refused.elsewhere}</strong>
    <span>{props.kept.refused?.problems[0]?.message ?? props.kept.refused?.message}</span>
    <Show
      when={props.kept.project === props.slug}
      fallback={
        <LinkButton small href={`/p/${props.kept.project}/work`}>
          {asides.refused.there}
        </LinkButton>
      }
    >
      <Button small onClick={() => props.onFix()}>
        {asides.refused.fix}
      </Button>
    </Show>
  </div>
);
