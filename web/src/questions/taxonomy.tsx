// One node of a tree, found by typing; what stands above a match stays in sight.
import type { Component } from 'solid-js';
import { titled } from '../model/design';
import type { TaxonomyNode } from '../model/types';
import { Picker, type PickerOption } from './Picker';
import type { ControlProps, QuestionObject, Spec } from './types';

const Control: Component<ControlProps<Spec<'taxonomy'>>> = (props) => (
  <Picker
    options={flat(props.spec.nodes, props.spec.leaves_only ?? false)}
    value={typeof props.value === 'string' ? props.value : null}
    onValue={props.onValue}
    onDone={props.onDone}
    labelledBy={props.labelledBy}
    disabled={props.disabled}
  />
);

/** The tree as a list, from top to bottom. */
export function flat(nodes: readonly TaxonomyNode[], leavesOnly: boolean, depth = 0): PickerOption[] {
  return nodes.flatMap((node) => {
    const children = node.children ?? [];
    const option = { id: node.id, title: titled(node), depth, disabled: leavesOnly && children.length > 0 };
    return [option, ...flat(children, leavesOnly, depth + 1)];
  });
}

/** The titles from the root to a node. */
function trail(nodes: readonly TaxonomyNode[], id: unknown): string[] {
  for (const node of nodes) {
    if (node.id === id) return [titled(node)];
    const rest = trail(node.children ?? [], id);
    if (rest.length > 0) return [titled(node), ...rest];
  }
  return [];
}

export const taxonomy: QuestionObject<'taxonomy'> = {
  kind: 'taxonomy',
  Control,
  describe: (spec, value) => trail(spec.nodes, value).join(' › '),
  digit: () => undefined,
};
