// Making a project: choose a template, make it yours beside its first item, start.
import { useNavigate, useSearchParams } from '@solidjs/router';
import { Show, type Component } from 'solid-js';
import { useMayCreate, useTemplates } from '../../api/projects';
import { useMe } from '../../api/session';
import { EmptyState } from '../../ui/EmptyState';
import { Load } from '../../ui/Load';
import { Gallery } from './Gallery';
import { messages } from './messages';
import { Welcome } from './Welcome';
import { Wizard } from './Wizard';
import './new.css';

const NewProject: Component = () => {
  const templates = useTemplates();
  const navigate = useNavigate();
  const me = useMe();
  const mayCreate = useMayCreate();
  const [search] = useSearchParams<{ template?: string; first?: string }>();
  const first = () => search.first !== undefined && me.data?.user?.admin === true;
  return (
    <div class="page">
      <Show
        when={mayCreate() !== false}
        fallback={
          <EmptyState icon="lock" title={messages.refused}>
            {messages.refusedWhat}
          </EmptyState>
        }
      >
        <Load query={templates} skeleton={{ shape: 'cards', n: 6 }}>
          {(list) => (
            <Show
              when={list().find((template) => template.id === search.template)}
              keyed
              fallback={
                <>
                  <Show when={first()}>
                    <Welcome name={me.data?.user?.name ?? ''} data={me.data?.data ?? null} />
                  </Show>
                  <div>
                    <h1>{messages.choose}</h1>
                    <p class="page-lead">{messages.chooseWhat}</p>
                  </div>
                  <Gallery templates={list()} />
                </>
              }
            >
              {(template) => <Wizard template={template} onBack={() => navigate('/new')} />}
            </Show>
          )}
        </Load>
      </Show>
    </div>
  );
};

export default NewProject;
