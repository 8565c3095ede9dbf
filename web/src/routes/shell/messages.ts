// Words of the frame around every page.
import type { Waiting } from '../../editor/courier';

const submissions = (n: number) => (n === 1 ? '1 submission' : `${n} submissions`);
const wait = (n: number) => (n === 1 ? 'waits' : 'wait');

export const messages = {
  skip: 'Skip to the content',
  projects: 'Projects',
  newProject: 'New project',
  switchProject: 'Switch project',
  navigation: 'Project',
  work: 'Work',
  overview: 'Overview',
  items: 'Items',
  decide: 'Decide',
  quality: 'Quality',
  gold: 'Gold',
  people: 'People',
  exports: 'Exports',
  design: 'Design',
  settings: 'Settings',
  audit: 'Audit log',
  bell: {
    title: 'News for you',
    count: (n: number) => (n === 0 ? 'News for you: nothing unread' : `News for you: ${n} unread`),
    none: 'Nobody has named you, answered you or sent anything back.',
    readAll: 'Mark all as read',
    kinds: {
      mention: (name: string) => `${name} named you`,
      reply: (name: string) => `${name} answered`,
      sent_back: (name: string) => `${name} sent your answer back`,
    },
  },
  myWork: 'My work',
  account: (name: string) => `Account of ${name}`,
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  singleKeys: 'Single-letter keys',
  preferences: 'Preferences and tokens',
  signOut: 'Sign out',
  outbox: {
    waiting: (n: number, why: Waiting['why']) => {
      if (why === 'offline') return `${submissions(n)} ${wait(n)} for the connection`;
      if (why === 'signed_out') return `${submissions(n)} ${wait(n)} until you sign in`;
      if (why === 'workbench') return `${submissions(n)} ${wait(n)} in the workbench of another tab`;
      return `${submissions(n)} on the way`;
    },
    sent: (n: number) => `${submissions(n)} sent`,
    refused: 'A submission was refused: open it',
  },
  archived: 'This project is archived: everything can be read, nothing is handed out.',
  sample: 'sample',
  missing: 'There is no page at this address.',
  missingWhat: 'The link may be old or incomplete.',
  noProject: 'There is no such project, or you take no part in it.',
  noProjectWhat: 'The link may be old, or made for another account. Whoever runs the project can invite you.',
  allProjects: 'All projects',
} as const;
