// Solid's own traps (lost reactivity) and a few habits; types are checked by the compiler.
import parser from '@typescript-eslint/parser';
import solid from 'eslint-plugin-solid/configs/typescript';

export default [
  { ignores: ['dist', 'src/api/schema.ts'] },
  { files: ['**/*.{ts,tsx}'], ...solid, languageOptions: { parser } },
  {
    files: ['**/*.{ts,tsx}'],
    // An edit is made at once, by whoever asks for it: what its function reads is as new as the event.
    rules: { 'solid/reactivity': ['warn', { customReactiveFunctions: ['edit'] }] },
  },
];
