// The session ended while somebody was working: sign in here, and what was kept is sent.
import { createSignal, Show, type Component } from 'solid-js';
import { api, ApiError } from '../../../api/client';
import type { Me } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { TextInput } from '../../../ui/TextInput';
import { asides } from './messages';

interface SignInProps {
  user: string;
  onSignedIn: () => void;
}

export const SignInDialog: Component<SignInProps> = (props) => {
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [problem, setProblem] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const signIn = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const me = await api.post<Me>('/api/session', { email: email(), password: password() });
      setPassword('');
      if (me.user?.id === props.user) return props.onSignedIn();
      setProblem(asides.signIn.other);
      location.reload();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open firm title={asides.signIn.title} onClose={() => undefined}>
      <form
        class="skip"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <p>{asides.signIn.what}</p>
        <Field label={asides.signIn.email}>
          {(field) => (
            <TextInput
              {...field}
              type="email"
              autocomplete="username"
              value={email()}
              onValue={setEmail}
              autofocus
            />
          )}
        </Field>
        <Field label={asides.signIn.password}>
          {(field) => (
            <TextInput
              {...field}
              type="password"
              autocomplete="current-password"
              value={password()}
              onValue={setPassword}
            />
          )}
        </Field>
        <Show when={problem()}>
          <p role="alert" class="question-wrong">
            {problem()}
          </p>
        </Show>
        <Button look="primary" type="submit" busy={busy()}>
          {asides.signIn.go}
        </Button>
      </form>
    </Dialog>
  );
};
