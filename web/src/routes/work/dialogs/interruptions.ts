// What interrupts the work, together in one file that is fetched after the page stands.
export { GuidelineNotice } from '../GuidelineNotice';
export { ConflictDialog } from './ConflictDialog';
export { RefusalNotice, RefusedElsewhere } from '../RefusalNotice';
export { SignInDialog } from './SignInDialog';
