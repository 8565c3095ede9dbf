// The dialogs that an item opens rarely, together in one file that is fetched after the workbench stands.
export { Choices } from './Choices';
export { KeysDialog } from './KeysDialog';
export { MissingDialog } from './MissingDialog';
export { SkipDialog } from './SkipDialog';
