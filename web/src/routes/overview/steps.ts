// What a manager should do next, the most urgent first.
import type { ProjectDetail } from '../../api/types';
import { count } from '../../ui/format';
import { messages } from './messages';

export interface Step {
  title: string;
  what: string;
  href: string;
}

const M = messages.step;

export function steps(project: ProjectDetail): Step[] {
  const { items, open, unusable, annotators, annotations } = project.counts;
  const at = (page: string) => `/p/${project.slug}${page}`;
  const all: (Step | false)[] = [
    items === 0 && { title: M.import, what: M.importWhat, href: at('/items') },
    annotators < 2 && { title: M.invite, what: M.inviteWhat, href: at('/people') },
    !project.design.guideline && { title: M.guideline, what: M.guidelineWhat, href: at('/design') },
    unusable > 0 && {
      title: M.unusable,
      what: M.unusableWhat(messages.items(count(unusable))),
      href: at('/items?state=unusable'),
    },
    annotations > 1 && { title: M.quality, what: M.qualityWhat, href: at('/quality') },
    items > 0 && open === 0 && { title: M.export, what: M.exportWhat, href: at('/exports') },
    open > 0 && { title: M.work, what: M.workWhat(messages.items(count(open))), href: at('/work') },
  ];
  return all.filter((step) => step !== false).slice(0, 4);
}
