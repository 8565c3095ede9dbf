// The words of a claim that an error is about, marked in the claim's own text: by pointer, or by a caret and Enter.
import { createMemo, createSignal, onCleanup, Show, type Component } from 'solid-js';
import { text, type TextHandle, type TextRegion } from '../../modalities/text';
import { correctedSpan } from '../../model/corrected';
import type { Claim, Span } from '../../model/types';
import { Button } from '../../ui/Button';
import { inStretch, inText, stretchOf, type Stretch } from './own';
import { messages } from './messages';
import type { DecisionTask } from './rows';

export interface ErrorWordsProps {
  task: DecisionTask;
  claim: Claim;
  span: Span | null;
  needed: boolean;
  onSpan: (span: Span | null) => void;
  /** The words are marked: what should stand there is next. */
  onMarked: () => void;
}

export const ErrorWords: Component<ErrorWordsProps> = (props) => {
  const [marking, setMarking] = createSignal(false);
  const stretch = createMemo(() => stretchOf(props.task, props.claim));
  const shown = () => correctedSpan(props.claim, { span: props.span });
  let button!: HTMLButtonElement;
  const close = () => {
    setMarking(false);
    button.focus();
  };
  return (
    <Show when={stretch()}>
      {(found) => (
        <div class="own-words">
          <div class="own-words-line">
            <button
              ref={button}
              type="button"
              class="own-instead"
              classList={{ 'own-needed': props.needed }}
              aria-expanded={marking()}
              data-tip={messages.markWords}
              onClick={() => setMarking(!marking())}
            >
              {messages.insteadOf} <q dir="auto">{shown()?.quote ?? '…'}</q>
            </button>
            <Show when={props.span}>
              <Button small look="quiet" onClick={() => props.onSpan(null)}>
                {messages.unmark}
              </Button>
            </Show>
          </div>
          <Show when={marking()}>
            <Marking
              stretch={found()}
              span={props.span}
              onClose={close}
              onSpan={(span) => {
                props.onSpan(span);
                setMarking(false);
                props.onMarked();
              }}
            />
          </Show>
        </div>
      )}
    </Show>
  );
};

interface MarkingProps {
  stretch: Stretch;
  span: Span | null;
  onSpan: (span: Span) => void;
  onClose: () => void;
}

const nothing = () => undefined;

const Marking: Component<MarkingProps> = (props) => {
  const marked = createMemo((): TextRegion[] => {
    if (!props.span) return [];
    const spans = [inStretch(props.stretch, props.span)];
    return [
      {
        id: 'words',
        selector: { type: 'text', spans },
        color: 'var(--accent)',
        title: '',
        line: 'solid',
        emphasis: 'lit',
      },
    ];
  });
  let handle: TextHandle | undefined;
  const frame = requestAnimationFrame(() => handle?.focus());
  onCleanup(() => cancelAnimationFrame(frame));
  return (
    <div
      class="own-marking"
      data-own-keys=""
      on:keydown={(event) => {
        if (event.key !== 'Escape') return;
        // The editor around it stays open.
        event.stopPropagation();
        event.preventDefault();
        props.onClose();
      }}
    >
      <text.Viewer
        source={{ text: props.stretch.text }}
        regions={marked()}
        tool="text"
        selected={[]}
        color="var(--accent)"
        label={messages.claimWords}
        ref={(ready) => (handle = ready)}
        events={{
          draw: (place) => {
            const [span] = place.spans;
            if (span) props.onSpan(inText(props.stretch, span));
          },
          selection: nothing,
          select: nothing,
          hover: nothing,
          say: nothing,
        }}
      />
      <p class="own-marking-hint muted small">{messages.markingWords}</p>
    </div>
  );
};
