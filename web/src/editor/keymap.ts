// The one table of keys. A letter means one thing everywhere; only digits and arrows depend on where the focus is.
export interface KeyCommand {
  /** The first one is shown. Words of `strokeOf`. */
  readonly keys: readonly string[];
  readonly group: KeyGroup;
  /** Also while a text is typed: these are no single letters. */
  readonly always?: boolean;
  /** Goes on while the key is held. */
  readonly repeats?: boolean;
}

export type KeyGroup = 'claims' | 'editing' | 'tools' | 'regions' | 'marks' | 'time' | 'view' | 'item';

const define = <Id extends string>(table: Readonly<Record<Id, KeyCommand>>) => table;

export const KEYMAP = define({
  next_claim: { keys: ['j'], group: 'claims', repeats: true },
  previous_claim: { keys: ['k'], group: 'claims', repeats: true },
  draw_evidence: { keys: ['e'], group: 'claims' },
  attach_evidence: { keys: ['Shift+E'], group: 'claims' },
  no_evidence: { keys: ['n'], group: 'claims' },
  add_omission: { keys: ['o'], group: 'claims' },
  type_ahead: { keys: ['/'], group: 'claims' },
  next_missing: { keys: ['Shift+J'], group: 'claims' },

  make_claim: { keys: ['a'], group: 'editing' },
  split_claim: { keys: ['Shift+A'], group: 'editing' },
  merge_claims: { keys: ['y'], group: 'editing' },
  reword_claim: { keys: ['u'], group: 'editing' },
  drop_claim: { keys: ['Shift+U'], group: 'editing' },
  play_cue: { keys: ['Shift+C'], group: 'claims' },
  follow_cues: { keys: ['Shift+F'], group: 'claims' },
  measure_offset: { keys: ['Alt+t'], group: 'claims' },
  start_here: { keys: ['Shift+S'], group: 'editing' },
  end_here: { keys: ['Shift+D'], group: 'editing' },

  tool_select: { keys: ['v'], group: 'tools' },
  tool_box: { keys: ['b'], group: 'tools' },
  tool_rotated_box: { keys: ['r'], group: 'tools' },
  tool_polygon: { keys: ['p'], group: 'tools' },
  tool_polyline: { keys: ['l'], group: 'tools' },
  tool_points: { keys: ['d'], group: 'tools' },
  tool_ellipse: { keys: ['c'], group: 'tools' },
  tool_brush: { keys: ['m'], group: 'tools' },
  brush_larger: { keys: ['w'], group: 'tools', repeats: true },
  brush_smaller: { keys: ['q'], group: 'tools', repeats: true },
  erase: { keys: ['Shift+M'], group: 'tools' },
  cut_hole: { keys: ['Shift+P'], group: 'tools' },
  tool_text: { keys: ['t'], group: 'tools' },

  interval: { keys: ['i'], group: 'marks' },
  point_event: { keys: ['Shift+I'], group: 'marks' },
  tag_frame: { keys: ['Shift+T'], group: 'marks' },
  tag_scene: { keys: ['Shift+Y'], group: 'marks' },
  play_selection: { keys: ['Shift+Space'], group: 'marks' },
  next_mark: { keys: ['Alt+.'], group: 'marks', repeats: true },
  previous_mark: { keys: ['Alt+,'], group: 'marks', repeats: true },
  keyframe: { keys: ['Alt+k'], group: 'marks' },
  outside: { keys: ['Shift+X'], group: 'marks' },
  occluded: { keys: ['Alt+o'], group: 'marks' },
  hold: { keys: ['Alt+h'], group: 'marks' },
  split_track: { keys: ['Shift+G'], group: 'marks' },
  merge_tracks: { keys: ['Alt+g'], group: 'marks' },

  start_link: { keys: ['x'], group: 'regions' },
  attributes: { keys: ['h'], group: 'regions' },
  delete_region: { keys: ['Delete', 'Backspace'], group: 'regions' },
  region_list: { keys: ['Shift+R'], group: 'regions' },
  lock_region: { keys: ['Shift+L'], group: 'regions' },

  play_pause: { keys: ['Space'], group: 'time' },
  play_typing: { keys: ['F4'], group: 'time', always: true },
  jump_back: { keys: ['F2'], group: 'time', always: true, repeats: true },
  step_back: { keys: [','], group: 'time', repeats: true },
  step_forward: { keys: ['.'], group: 'time', repeats: true },
  step_back_10: { keys: ['<', ';'], group: 'time', repeats: true },
  step_forward_10: { keys: ['>', ':'], group: 'time', repeats: true },
  slower: { keys: ['Shift+Q'], group: 'time' },
  faster: { keys: ['Shift+W'], group: 'time' },
  loop_selection: { keys: ['Shift+O'], group: 'time' },
  to_start: { keys: ['Home'], group: 'time' },
  to_end: { keys: ['End'], group: 'time' },
  check_sound: { keys: ['Shift+K'], group: 'time' },

  other_zone: { keys: ['F6'], group: 'view', always: true },
  other_zone_back: { keys: ['Shift+F6'], group: 'view', always: true },
  next_pane: { keys: [']', 'Alt+PageDown'], group: 'view' },
  previous_pane: { keys: ['[', 'Alt+PageUp'], group: 'view' },
  maximise: { keys: ['z'], group: 'view' },
  arrange: { keys: ['Shift+Z'], group: 'view' },
  link_views: { keys: ['Shift+V'], group: 'view' },
  fit: { keys: ['Ctrl+0'], group: 'view', always: true },
  one_to_one: { keys: ['Ctrl+1'], group: 'view', always: true },
  zoom_in: { keys: ['+', '='], group: 'view', repeats: true },
  zoom_out: { keys: ['-'], group: 'view', repeats: true },
  hide_regions: { keys: ['Shift+H'], group: 'view' },
  brightness: { keys: ['Shift+B'], group: 'view' },

  submit: { keys: ['Ctrl+Enter'], group: 'item', always: true },
  skip: { keys: ['s'], group: 'item' },
  flag: { keys: ['f'], group: 'item' },
  note: { keys: ['Shift+N'], group: 'item' },
  guideline: { keys: ['g'], group: 'item' },
  undo: { keys: ['Ctrl+z'], group: 'item', repeats: true },
  redo: { keys: ['Ctrl+Shift+Z', 'Ctrl+y'], group: 'item', repeats: true },
  help: { keys: ['?'], group: 'item' },
  step_out: { keys: ['Escape'], group: 'item' },
});

export type CommandId = keyof typeof KEYMAP;

export type Bindings = Readonly<Partial<Record<CommandId, readonly string[]>>>;

const STORED = 'crosscheck-keys';

export function isCommand(id: string): id is CommandId {
  return Object.hasOwn(KEYMAP, id);
}

export const COMMANDS: readonly CommandId[] = Object.keys(KEYMAP).filter(isCommand);

/** What a person changed, from this browser. */
export function readBindings(): Bindings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const entries = Object.entries(stored).filter(
      (entry): entry is [CommandId, string[]] => isCommand(entry[0]) && Array.isArray(entry[1]),
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

export function writeBindings(bindings: Bindings): void {
  if (Object.keys(bindings).length === 0) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, JSON.stringify(bindings));
}

export function keysOf(id: CommandId, bindings: Bindings): readonly string[] {
  return bindings[id] ?? KEYMAP[id].keys;
}

/** The command that a press means. */
export function commandOf(stroke: string, bindings: Bindings): CommandId | null {
  return COMMANDS.find((id) => keysOf(id, bindings).includes(stroke)) ?? null;
}

/** The key as it is written on the screen: `Shift E`, `Ctrl ⏎`. */
export function written(stroke: string): string {
  const parts = stroke.split(/(?<=.)\+(?=.)/);
  return parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
}

const NAMES: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Enter: '⏎',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  Space: 'Space',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};
