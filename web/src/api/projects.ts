// Reading projects, their jobs and the catalog: the queries that several pages share.
import { useQuery, type QueryResult } from './query';
import type { Accessor } from 'solid-js';
import { api, path } from './client';
import { isLive } from './live';
import { useMe } from './session';
import type { Catalog, Job, Project, ProjectDetail, ProjectRole, Template } from './types';

export const keys = {
  projects: ['projects'] as const,
  project: (slug: string) => ['project', slug] as const,
  /** Everything below a project; give further parts for one list. */
  below: (slug: string, ...parts: unknown[]) => ['project', slug, ...parts] as const,
};

export function projectPath(slug: string, ...parts: (string | number)[]): string {
  return path('/api/projects', slug, ...parts);
}

export function useProjects(): QueryResult<Project[]> {
  return useQuery(() => ({
    queryKey: keys.projects,
    queryFn: ({ signal }) => api.get<Project[]>('/api/projects', signal),
  }));
}

export function useProject(slug: Accessor<string>): QueryResult<ProjectDetail> {
  return useQuery(() => ({
    queryKey: keys.below(slug(), 'detail'),
    queryFn: ({ signal }) => api.get<ProjectDetail>(projectPath(slug()), signal),
  }));
}

export function useTemplates(): QueryResult<Template[]> {
  return useQuery(() => ({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api.get<Template[]>('/api/templates', signal),
    staleTime: Infinity,
  }));
}

export function useCatalog(): QueryResult<Catalog> {
  return useQuery(() => ({
    queryKey: ['catalog'],
    queryFn: ({ signal }) => api.get<Catalog>('/api/catalog', signal),
    staleTime: Infinity,
  }));
}

function running(job: Job | undefined): boolean {
  return job?.state === 'queued' || job?.state === 'running';
}

/** A job; live updates tell how far it is, and where there are none it is asked now and then. */
export function useJob(id: Accessor<string | null>): QueryResult<Job> {
  return useQuery(() => ({
    queryKey: ['job', id()],
    queryFn: ({ signal }) => api.get<Job>(path('/api/jobs', id() ?? ''), signal),
    enabled: id() !== null,
    refetchInterval: (query) => (running(query.state.data) ? (isLive() ? 10_000 : 500) : false),
    staleTime: 0,
  }));
}

const RANK: Readonly<Record<ProjectRole, number>> = { annotator: 0, reviewer: 1, expert: 2, manager: 3 };

/** Whether a role may do what needs `wanted`. */
export function may(role: ProjectRole, wanted: ProjectRole): boolean {
  return RANK[role] >= RANK[wanted];
}

/** Whether one may make projects: administrators, and whoever manages one. Nothing until both are known. */
export function useMayCreate(): Accessor<boolean | undefined> {
  const me = useMe();
  const projects = useProjects();
  return () => {
    if (me.data?.user?.admin) return true;
    return projects.data?.some((project) => project.role === 'manager');
  };
}
