// The example of the tests: two dogs on a red sofa.
import { EMPTY_DRAFT, type Draft } from './draft';
import type { Claim, Design, Item, World } from './types';

const TEXT = 'Two dogs sleep on a red sofa while a cat watches.';

function claim(id: string, quote: string, parents: string[] = []): Claim {
  const start = TEXT.indexOf(quote);
  return { id, text: quote, spans: [{ start, end: start + quote.length, quote }], parents, from: [] };
}

export const SAMPLE_DESIGN: Design = {
  title: 'Caption check',
  slots: [
    { id: 'image', kind: 'image', role: 'context' },
    { id: 'caption', kind: 'text', role: 'claim_source' },
  ],
  claims: {
    slot: 'caption',
    verdicts: [
      { id: 'supported', tone: 'supported', error: 'forbidden' },
      {
        id: 'contradicted',
        tone: 'contradicted',
        evidence: 'required',
        error: 'required',
        rationale: 'required',
        fails_children: true,
      },
      { id: 'unclear', tone: 'unverifiable', error: 'forbidden', reasons: [{ id: 'occluded' }] },
      { id: 'not_applicable', tone: 'not_applicable', evidence: 'forbidden', not_applicable: true },
    ],
    error_types: [{ id: 'attribute' }, { id: 'left_out', omission: true }],
    severities: [{ value: 1, title: 'minor' }],
    no_evidence_reasons: [{ id: 'absent' }],
  },
  ontology: {
    labels: [{ id: 'dog', attributes: [{ id: 'sure', type: 'choice', options: [], required: true }] }],
  },
  questions: [
    { id: 'accuracy', type: 'scale', min: 1, max: 5, required: true },
    {
      id: 'why',
      type: 'text',
      visible_when: { answered: { question: 'accuracy', is: [] } },
      required_when: { verdict: ['contradicted'] },
    },
  ],
};

const item: Item = {
  external_id: '',
  slots: { image: [], caption: [{ id: '0', content: 'text', text: TEXT }] },
  claim_sets: [
    {
      id: 'set',
      slot: 'caption',
      part: '0',
      origin: 'imported',
      claims: [claim('c1', 'Two dogs'), claim('c2', 'on a red sofa', ['c1']), claim('c3', 'a cat watches')],
    },
  ],
};

export const SAMPLE: World = { design: SAMPLE_DESIGN, item };

export const emptyDraft = (): Draft => EMPTY_DRAFT;
