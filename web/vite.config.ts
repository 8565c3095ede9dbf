/// <reference types="vitest/config" />
// Builds the browser side into dist/, which the server embeds; `npm run dev` proxies the API to a running server.
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

export default defineConfig({
  plugins: [solid()],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' }, fs: { allow: ['.', '../docs/reference'] } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
