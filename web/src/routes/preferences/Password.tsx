// Changes one's own password; every other browser of the person is signed out.
import { createSignal, type Component } from 'solid-js';
import { api } from '../../api/client';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { TextInput } from '../../ui/TextInput';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

const SHORTEST = 10;

export const Password: Component = () => {
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const short = () => [...next()].length < SHORTEST;
  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (short() || busy()) return;
    setBusy(true);
    setError(null);
    try {
      await api.post('/api/me/password', { current: current(), password: next() });
      setCurrent('');
      setNext('');
      setTried(false);
      toast({ text: messages.passwordChanged, tone: 'ok' });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="stack preferences-password" onSubmit={(event) => void change(event)}>
      <Field label={messages.passwordNow}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            required
            autocomplete="current-password"
            value={current()}
            onValue={setCurrent}
          />
        )}
      </Field>
      <Field
        label={messages.passwordNew}
        help={messages.passwordWhat}
        error={tried() && short() ? messages.passwordShort : null}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            required
            autocomplete="new-password"
            value={next()}
            onValue={setNext}
          />
        )}
      </Field>
      <Refusal error={error()} />
      <div>
        <Button type="submit" busy={busy()}>
          {messages.passwordChange}
        </Button>
      </div>
    </form>
  );
};
