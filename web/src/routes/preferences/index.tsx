// A person's own preferences: looks, keys, the password, and tokens for programs.
import { createSignal, For, Show, type Component } from 'solid-js';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { LANGUAGES, language, setLanguage } from '../../ui/language';
import { Select } from '../../ui/Select';
import { setSingleKeys, singleKeys } from '../../ui/shortcuts';
import { Check } from '../../ui/TextInput';
import { setTheme, theme, THEMES } from '../../ui/theme';
import { messages } from './messages';
import { NewToken } from './NewToken';
import { Password } from './Password';
import { Tokens } from './Tokens';
import './preferences.css';

const Preferences: Component = () => {
  const [making, setMaking] = createSignal(false);
  return (
    <div class="page preferences">
      <h1>{messages.title}</h1>
      <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.looks}</h2>
        <fieldset>
          <legend class="field-label">{messages.theme}</legend>
          <div class="row" style={{ '--gap': 'var(--space-5)' }}>
            <For each={THEMES}>
              {(id) => (
                <label class="check">
                  <input type="radio" name="theme" checked={theme() === id} onChange={() => setTheme(id)} />
                  <span>{messages.themes[id]}</span>
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <Field label={messages.language} help={language.load ? messages.languageWhat : undefined}>
          {(control) => (
            <Select
              {...control}
              class="preferences-language"
              value={language.id}
              onValue={setLanguage}
              options={LANGUAGES.map(({ id, title }) => ({ value: id, title }))}
            />
          )}
        </Field>
        <h2 class="preferences-gap">{messages.keyboard}</h2>
        <Check checked={singleKeys()} onChange={setSingleKeys}>
          {messages.singleKeys}
        </Check>
        <p class="muted preferences-text">{messages.singleKeysWhat}</p>
        <p class="muted small">{messages.kept}</p>
      </section>
      <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.password}</h2>
        <Password />
      </section>
      <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
        <div class="page-head">
          <div>
            <h2>{messages.tokens}</h2>
            <p class="muted">
              {messages.tokensWhat} <a href="/api/docs">{messages.docs}</a>
            </p>
          </div>
          <Button onClick={() => setMaking(true)}>{messages.make}</Button>
        </div>
        <Tokens />
      </section>
      <Show when={making()}>
        <NewToken onClose={() => setMaking(false)} />
      </Show>
    </div>
  );
};

export default Preferences;
