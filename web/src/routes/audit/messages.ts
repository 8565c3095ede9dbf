// Words of the audit log.
export const messages = {
  title: 'Audit log',
  lead: 'Everything that people with rights have changed in this project. Entries cannot be edited.',
  when: 'When',
  who: 'Who',
  action: 'What',
  subject: 'Of what',
  detail: 'Detail',
  more: 'Show earlier entries',
  empty: 'No entry yet',
  emptyWhat: 'Imports, design versions, invitations and exports are written down here.',
} as const;
