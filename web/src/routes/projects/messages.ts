// Words of the list of projects.
export const messages = {
  title: 'Projects',
  create: 'New project',
  work: 'Work',
  manage: 'Manage',
  review: 'Review',
  sample: 'sample',
  sampleWhat: 'Holds sample annotations of sample people',
  archived: 'archived',
  progress: (title: string) => `Progress of ${title}`,
  done: (done: string, items: string) => `${done} of ${items} items done`,
  noItems: 'No items yet',
  mine: (submitted: string, today: string) => `You: ${submitted} submitted, ${today} today`,
  showArchived: 'Show archived projects',
  empty: 'No project yet',
  emptyWhat:
    'A project is a task design and a pile of items. Choose a template, drop your files, look at the first item, and invite people.',
  emptyNone: 'You do not take part in a project yet',
  emptyNoneWhat: 'Ask whoever runs the project for an invitation link; it opens the project here.',
} as const;
