// Making a project: choose a template, make it yours beside its first item, start.
import { useNavigate, useSearchParams } from '@solidjs/router';
import { Show, type Component } from 'solid-js';
import { useTemplates } from '../../api/projects';
import { Load } from '../../ui/Load';
import { Gallery } from './Gallery';
import { messages } from './messages';
import { Wizard } from './Wizard';
import './new.css';

const NewProject: Component = () => {
  const templates = useTemplates();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ template?: string }>();
  return (
    <div class="page">
      <Load query={templates} skeleton={{ shape: 'cards', n: 6 }}>
        {(list) => (
          <Show
            when={list().find((template) => template.id === search.template)}
            keyed
            fallback={
              <>
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
    </div>
  );
};

export default NewProject;
