// Words of the text modality.
export const textMessages = {
  title: 'Text',
  label: 'text',
  whole: 'the whole text',
  quote: (quote: string) => `“${quote}”`,
  select: 'Select',
  selectHint: 'Press on a mark to select it, or move the caret into it and press Enter.',
  span: 'Text span',
  spanHint:
    'Select words; or move the caret with the arrows, extend with Shift, by word with Ctrl, and press Enter.',
} as const;
