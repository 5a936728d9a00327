import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** Where a Chromium is on this machine. Without one the tests of the page in a browser are left out. */
export const chromiumPath = [process.env['CHROMIUM_PATH'] ?? '', ...places].find((path) => existsSync(path))

if (chromiumPath === undefined) console.warn('No Chromium found: the tests of the chat page in a browser are left out.')

/** A browser that asks nobody but the page. */
export async function openChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-quic',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

let shared: Promise<Browser> | undefined

/** One browser for all test files of a process: a start costs more than most of them. It ends with the process. */
export async function borrowChromium(): Promise<Browser> {
  shared ??= openChromium()
  return shared
}

/** Nobody's windows are left open. */
export async function giveBack(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()))
}
