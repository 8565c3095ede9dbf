// Words of the audit log.
const ACTIONS: Readonly<Record<string, string>> = {
  'project.create': 'Project made',
  'project.change': 'Project changed',
  'design.publish': 'Design published',
  'items.import': 'Items imported',
  'items.select': 'Items changed',
  'job.cancel': 'Job stopped',
  'job.retry': 'Job started again',
  'export.create': 'Export ordered',
  'export.download': 'Export downloaded',
  'people.invite': 'Person invited',
  'people.withdraw': 'Invitation withdrawn',
  'people.join': 'Person joined',
  'people.role': 'Role changed',
  'people.remove': 'Person removed',
};

export const messages = {
  title: 'Audit log',
  lead: 'Everything that people with rights have changed in this project. Entries cannot be edited.',
  /** By the names that the server writes down; one that is new there shows as it is. */
  actions: (action: string): string => ACTIONS[action] ?? action,
  when: 'When',
  who: 'Who',
  action: 'What',
  subject: 'Of what',
  detail: 'Detail',
  more: 'Show earlier entries',
  empty: 'No entry yet',
  emptyWhat: 'Imports, design versions, invitations and exports are written down here.',
} as const;
