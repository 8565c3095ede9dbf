// The browser tests run against a demo server of their own, with its data in a temporary folder.
import { defineConfig } from '@playwright/test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = Number(process.env.CROSSCHECK_E2E_PORT ?? 8973);
/** Another build of the program than the usual one. */
const program = process.env.CROSSCHECK ?? '../target/debug/crosscheck';
const data = join(tmpdir(), `crosscheck-e2e-${port}`);

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  // On a build machine a test may be tried again; one that needs it is named as flaky at the end.
  retries: process.env.CI ? 1 : 0,
  reporter: 'line',
  grepInvert: process.env.SCREENSHOTS ? undefined : /@screenshots/,
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `${program} demo --port ${port} --data ${data} --reset --media ../.sample-cache/media --media ../demo/media`,
    url: `http://localhost:${port}/readyz`,
    timeout: 60_000,
    reuseExistingServer: false,
  },
});
