// Words of the rules by which items are reviewed and settled.
export const decisionMessages = {
  title: 'Who has the last word',
  titleWhat:
    'Whoever has judged an item never decides about it. Experts and managers settle disputes; reviewers review.',
  when: 'A senior settles',
  whenWhat: 'They see the answers of everybody without names, the differences first, and sign what is true.',
  whens: {
    never: 'nothing',
    disputed: 'items on which too few agree',
    always: 'every item',
  },
  agree: 'Enough agree when so many give the same answer',
  fields: 'Look for disputes in',
  fieldsWhat: 'Everything that can be compared, where nothing is chosen.',
  review: 'Finished items that a reviewer looks at, in percent',
  reviewWhat: 'Always the same items for the same share. Reviewers accept, put right, or send back.',
} as const;
