import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { api } from '#api/api.ts'
import { cookies } from '#api/identify.ts'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { oidc } from '#staff/oidc.ts'
import type { Grant } from '#staff/role.ts'
import { openSession } from '#staff/sessions.ts'
import { loadTexts } from '#texts.ts'
import { pages } from '#web/serve.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { borrowChromium, chromiumPath, giveBack } from '../web/chromium.ts'

/** The desk on a port of its own, pages and routes, over an office in a database of its own. */
export async function openDeskSite(settings: Record<string, string> = {}) {
  const database = await freshOffice()
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for tests')
  const clock = { ahead: 0 }
  const now = () => new Date(Date.now() + clock.ahead)
  const config = readConfig({ LOG_LEVEL: 'silent', ...settings })
  const log = createLog(config)
  const speak = loadTexts()
  const talks = conversations({ database, keys, office: () => office, speak, now })
  const server = await createServer({ config, log })
  await server.register(
    api({
      database,
      keys,
      config,
      log,
      now,
      texts: loadDeskTexts(),
      speak,
      office: () => office,
      conversations: talks,
      oidc: config.oidc && oidc(config.oidc),
    }),
  )
  await server.register(pages())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    database,
    keys,
    now,
    clock,
    /** Somebody who works here, and the token of a session of theirs. */
    async hires(name: string, roles: readonly Partial<Grant>[]) {
      const id = randomUUID()
      const grants = roles.map((role) => ({ role: 'clerk' as const, departmentId: null, locationId: null, ...role }))
      const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`
      // Of a try that failed there may be one already.
      await database.prisma.staff.updateMany({ where: { email }, data: { email: `${id}@example.org`, name: 'Früher' } })
      await database.prisma.staff.create({
        data: { id, name, email, passwordHash: 'none', roles: { create: grants } },
      })
      const token = await database.transaction((tx) => openSession(tx, { staffId: id, now: now() }))
      return { id, email, token }
    },
    async close() {
      await server.close()
      await database.close()
    },
  }
}

export type DeskSite = Awaited<ReturnType<typeof openDeskSite>>

/** Tests with a desk and a browser of their own, left out where there is no Chromium. */
export function atDesk(name: string, tests: (rig: { site: DeskSite; browser: Browser }) => void): void {
  describe.skipIf(chromiumPath === undefined)(name, { timeout: 60_000 }, () => {
    const rig = {} as { site: DeskSite; browser: Browser }
    beforeAll(async () => {
      ;[rig.site, rig.browser] = await Promise.all([openDeskSite(), borrowChromium()])
    }, 60_000)
    afterAll(async () => {
      await giveBack(rig.browser)
      await rig.site.close()
    })
    tests(rig)
  })
}

export const screens = { desktop: { width: 1280, height: 800 }, tablet: { width: 820, height: 1180 } }

type Wish = BrowserContextOptions & { token?: string; path?: string }

/** Somebody at the desk: the page, and what the browser noticed meanwhile. */
export async function sitDown(
  { browser, site }: { browser: Browser; site: Pick<DeskSite, 'origin'> },
  wish: Wish = {},
) {
  const { token, path = '/desk', ...options } = wish
  const context = await browser.newContext({
    locale: 'de',
    viewport: screens.desktop,
    reducedMotion: 'reduce',
    ...options,
  })
  if (token !== undefined)
    await context.addCookies([
      { name: cookies.session, value: token, url: site.origin, httpOnly: true, sameSite: 'Strict' },
    ])
  const page = await context.newPage()
  const noticed = watch(page, site.origin)
  await page.goto(`${site.origin}${path}`)
  return { page, context, ...noticed, close: () => context.close() }
}

/** Requests that go elsewhere, and what the console complains of. A refusal of the server's is no complaint. */
function watch(page: Page, origin: string) {
  const elsewhere: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) elsewhere.push(url)
  })
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  return { elsewhere, complaints }
}
