// The dialogs that interrupt the work, together in one file that is fetched after the page stands.
export { ConflictDialog } from './ConflictDialog';
export { SignInDialog } from './SignInDialog';
