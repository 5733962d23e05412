import { after } from 'node:test';
import { chromium } from 'playwright-core';

let started;

/** The browser of the system, headless; one for a test file, which ends with it. */
function browser() {
  const executablePath = process.env.BATON_CHROMIUM ?? '/usr/bin/chromium'; // scripts/lib/prerequisites finds it
  started ??= chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return started;
}

after(async () => (await started)?.close());

/**
 * The console in a window of its own, with nothing stored. `faults` are what its pages complained of, `foreign` the requests that went elsewhere:
 * tests end with both empty.
 */
export async function openConsole(server, path = '', options = {}) {
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  const foreign = [];
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => message.type() === 'error' && faults.push(message.text()));
  page.on('request', request => ['data:', `${server.url}/`].some(own => request.url().startsWith(own)) || foreign.push(request.url()));
  await page.goto(`/console/${path}`);
  return { page, context, faults, foreign };
}

/** A page of another origin, which a server of its own serves. */
export async function openPage(url, options = {}) {
  const context = await (await browser()).newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
