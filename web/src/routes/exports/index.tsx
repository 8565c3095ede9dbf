// Making exports and fetching them.
import { useParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { useQuery } from '../../api/query';
import { Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath, useCatalog } from '../../api/projects';
import type { Export } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { Load } from '../../ui/Load';
import { ExportForm } from './ExportForm';
import { ExportList } from './ExportList';
import { messages } from './messages';
import './exports.css';

const Exports: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const cache = useQueryClient();
  const catalog = useCatalog();
  const exports = useQuery(() => ({
    queryKey: keys.below(slug(), 'exports'),
    queryFn: ({ signal }) => api.get<Export[]>(projectPath(slug(), 'exports'), signal),
  }));
  const refresh = () => void cache.invalidateQueries({ queryKey: keys.below(slug(), 'exports') });
  return (
    <>
      <div>
        <h1>{messages.title}</h1>
        <p class="page-lead">{messages.lead}</p>
      </div>
      <Load query={catalog} skeleton={{ shape: 'lines' }}>
        {(data) => <ExportForm slug={slug()} catalog={data()} onDone={refresh} />}
      </Load>
      <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
        <h2>{messages.list}</h2>
        <Load query={exports} skeleton={{ shape: 'rows', n: 3 }}>
          {(list) => (
            <Show
              when={list().length > 0}
              fallback={
                <EmptyState icon="file" title={messages.empty}>
                  {messages.emptyWhat}
                </EmptyState>
              }
            >
              <ExportList exports={list()} />
            </Show>
          )}
        </Load>
      </section>
    </>
  );
};

export default Exports;
