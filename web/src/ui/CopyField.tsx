// A secret or link that is shown once, with a button that copies it.
import { createSignal, type Component } from 'solid-js';
import { Button } from './Button';
import { Field } from './Field';
import { Icon } from './Icon';
import { messages } from './messages';
import { TextInput } from './TextInput';

const SHOWN_MS = 2000;

export const CopyField: Component<{ label: string; value: string; help?: string }> = (props) => {
  const [copied, setCopied] = createSignal(false);
  let input: HTMLInputElement | undefined;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      // Without a secure context the browser refuses: the text is selected, so that Ctrl C does it.
      input?.select();
    }
  };
  return (
    <Field label={props.label} help={props.help}>
      {(control) => (
        <div class="copy-field">
          <TextInput
            {...control}
            ref={(element) => (input = element)}
            class="mono"
            readOnly
            dir="ltr"
            value={props.value}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button look="primary" onClick={() => void copy()}>
            <Icon name={copied() ? 'check' : 'copy'} />
            <span aria-live="polite">{copied() ? messages.common.copied : messages.common.copy}</span>
          </Button>
        </div>
      )}
    </Field>
  );
};
