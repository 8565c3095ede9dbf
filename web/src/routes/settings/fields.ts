// The fields of a design on which people can be compared, with words for them.
import type { Design } from '../../api/types';
import type { Option } from '../../ui/Select';
import { messages } from './messages';

const M = messages.field;

export function fields(design: Design): Option[] {
  const list: Option[] = [];
  if (design.claims) {
    list.push({ value: 'verdict', title: M.verdict });
    if (design.claims.severities?.length !== 0) list.push({ value: 'severity', title: M.severity });
  }
  for (const question of design.questions ?? []) {
    list.push({ value: `question/${question.id}`, title: M.question(question.title || question.id) });
  }
  if ((design.ontology?.labels ?? []).length > 0) {
    for (const slot of design.slots) {
      list.push({ value: `label/${slot.id}`, title: M.label(slot.title || slot.id) });
    }
  }
  for (const link of design.links ?? []) {
    list.push({ value: `link/${link.id}`, title: M.link(link.title || link.id) });
  }
  return list;
}
