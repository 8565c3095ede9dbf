// Reads what the form shows out of a design file, whatever else stands in it.
import type { Document } from 'yaml';

export interface LabelForm {
  id: string;
  title: string;
  color: string;
  hotkey: string;
  selectors: string[];
}

export interface QuestionForm {
  id: string;
  title: string;
  type: string;
  required: boolean;
  /** Asked of the item as a whole; others are edited in the file. */
  plain: boolean;
  options: { id: string; title: string }[] | null;
  range: { min: number; max: number } | null;
}

export interface SlotForm {
  id: string;
  title: string;
  kind: string;
  role: string;
  many: boolean;
}

export interface DesignForm {
  title: string;
  description: string;
  guideline: string;
  slots: SlotForm[];
  labels: LabelForm[];
  questions: QuestionForm[];
  claims: { omissions: boolean; editable: boolean; all_judged: boolean; confidence: boolean } | null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function truth(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function label(value: unknown): LabelForm {
  const id = text(field(value, 'id'));
  return {
    id,
    title: text(field(value, 'title')) || id,
    color: text(field(value, 'color')),
    hotkey: text(field(value, 'hotkey')),
    selectors: list(field(value, 'selectors')).map(text),
  };
}

function option(value: unknown): { id: string; title: string } {
  const id = text(field(value, 'id'));
  return { id, title: text(field(value, 'title')) || id };
}

function question(value: unknown): QuestionForm {
  const id = text(field(value, 'id'));
  const options = field(value, 'options');
  const min = field(value, 'min');
  const max = field(value, 'max');
  const target = field(field(value, 'on'), 'target');
  return {
    id,
    title: text(field(value, 'title')) || id,
    type: text(field(value, 'type')),
    required: truth(field(value, 'required'), false),
    plain: target === undefined || target === 'item',
    options: Array.isArray(options) ? options.map(option) : null,
    range:
      !Array.isArray(options) && typeof min === 'number' && typeof max === 'number' ? { min, max } : null,
  };
}

function slot(value: unknown): SlotForm {
  const id = text(field(value, 'id'));
  return {
    id,
    title: text(field(value, 'title')) || id,
    kind: text(field(value, 'kind')),
    role: text(field(value, 'role')),
    many: truth(field(value, 'many'), false),
  };
}

export function read(document: Document): DesignForm {
  const root: unknown = document.toJS();
  const claims = field(root, 'claims');
  return {
    title: text(field(root, 'title')),
    description: text(field(root, 'description')),
    guideline: text(field(root, 'guideline')),
    slots: list(field(root, 'slots')).map(slot),
    labels: list(field(field(root, 'ontology'), 'labels')).map(label),
    questions: list(field(root, 'questions')).map(question),
    claims: claims
      ? {
          omissions: truth(field(claims, 'omissions'), true),
          editable: truth(field(claims, 'editable'), true),
          all_judged: truth(field(claims, 'all_judged'), true),
          confidence: truth(field(claims, 'confidence'), false),
        }
      : null,
  };
}
