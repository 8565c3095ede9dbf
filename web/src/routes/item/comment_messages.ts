// Words of the comments on an item.
export const commentMessages = {
  title: 'Comments',
  none: 'Nobody has written anything yet. Name a reviewer, an expert or a manager with @ and they are told.',
  about: 'About',
  aboutWhat: 'About',
  item: 'the whole item',
  region: (id: string) => `region ${id}`,
  onClaim: 'Comment on this claim',
  onRegion: 'Comment on this region',
  sentBack: (name: string) => (name === '' ? 'sent back' : `sent back to ${name}`),
  reply: 'Reply',
  resolve: 'Resolve',
  resolved: (n: number) => (n === 1 ? '1 resolved thread' : `${n} resolved threads`),
  comment: 'Comment',
  placeholder: 'Write a comment',
  mention: 'Name somebody',
} as const;
