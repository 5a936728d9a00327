import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { poster } from '#commands/poster.ts'
import { readDeepLink } from '#conversation/deep-link.ts'
import { botName } from '#posters/bot-name.ts'
import { printPosters } from '#posters/print-posters.ts'
import { wrapText } from '#posters/wrap-text.ts'
import { Language } from '#texts.ts'
import { type FreshDatabase, freshOffice } from '../database/fresh-database.ts'
import { borrowChromium, chromiumPath, giveBack } from '../web/chromium.ts'

let database: FreshDatabase
let folder: string
beforeAll(async () => {
  database = await freshOffice()
  folder = await mkdtemp(join(tmpdir(), 'terminlotse-posters-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

type Wish = { department?: string; languages?: readonly Language[]; bot?: string }

async function draw(out: string, { department, languages = Language.options, bot }: Wish = {}): Promise<string[]> {
  const { departments } = await loadOffice(database.prisma)
  const chosen = departments.filter(({ id }) => department === undefined || id === department)
  return printPosters({ departments: chosen, languages, publicUrl, bot, out: join(folder, out) })
}

const publicUrl = 'https://termine.rhein-kreis-neuss.example'

it('draws one poster per department and language', async () => {
  const files = await draw('all')
  expect(files).toHaveLength(3 * Language.options.length)
  const svg = await readFile(join(folder, 'all', 'poster-ukraine-ar.svg'), 'utf8')
  expect(svg).toContain('width="210mm" height="297mm"')
  expect(svg).toContain('direction="rtl"')
  expect(svg).not.toContain('@')
})

it('draws nothing that a department’s name could do to the file', async () => {
  const [department] = (await loadOffice(database.prisma)).departments
  if (!department) throw new Error('no department')
  const evil = { ...department, name: { de: '</title><script>alert(1)</script> & <b>' } }
  const [file] = await printPosters({
    departments: [evil],
    languages: ['de'],
    publicUrl,
    bot: undefined,
    out: join(folder, 'evil'),
  })
  expect(await readFile(file ?? '', 'utf8')).not.toContain('<script')
})

it('refuses posters that would lead nowhere', async () => {
  const call = { config: readConfig({}), say: () => {} }
  await expect(poster.run({ ...call, values: {} })).rejects.toThrow('PUBLIC_URL is missing')
})

it('knows the bot’s name from Telegram, and without an answer says nothing of the token', async () => {
  const server = createServer((request, response) => {
    const isKnown = request.url === '/bot1:known/getMe'
    response.end(JSON.stringify(isKnown ? { ok: true, result: { username: 'neuss_termin_bot' } } : { ok: false }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = async (botToken: string | undefined) => {
    const { telegram } = readConfig({ TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` })
    return botName({ ...telegram, botToken })
  }
  expect(await ask('1:known')).toBe('neuss_termin_bot')
  expect(await ask('1:strange')).toBeUndefined()
  expect(await ask(undefined)).toBeUndefined()
  await new Promise((resolve) => server.close(resolve))
  expect(await ask('1:known')).toBeUndefined()
})

it('breaks lines between words, and leaves no short word alone', () => {
  expect(wrapText('one', { width: 1, size: 10 })).toEqual(['one'])
  expect(wrapText('aaaa bbbb cccc d', { width: 28, size: 3.4 })).toEqual(['aaaa bbbb', 'cccc d'])
})

describe.skipIf(chromiumPath === undefined)('printed', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await borrowChromium()
    await draw('both', { bot: 'neuss_termin_bot' })
    await draw('web', { department: 'asylum' })
  })
  afterAll(() => giveBack(browser))

  it.each(['both', 'web'])(
    'fits the paper, overlaps nowhere, and its codes lead where it says: %s',
    async (set) => {
      const page = await browser.newPage({ viewport: { width: 794, height: 1123 } })
      for (const file of await readdir(join(folder, set))) {
        const [, department = '', language = ''] = /^poster-(\w+)-(\w+)\.svg$/.exec(file) ?? []
        await page.goto(`file://${join(folder, set, file)}`)
        const boxes = await page.evaluate(() =>
          [...document.querySelectorAll('text')].map((element) => {
            const { x, y, width, height } = element.getBBox()
            // Letters reach less high than their line.
            return { text: element.textContent, x, y: y + height * 0.2, right: x + width, bottom: y + height * 0.85 }
          }),
        )
        for (const [index, box] of boxes.entries()) {
          expect(box.x, `${file}: ${box.text}`).toBeGreaterThan(8)
          expect(box.right, `${file}: ${box.text}`).toBeLessThan(202)
          expect(box.bottom, `${file}: ${box.text}`).toBeLessThan(292)
          const under = boxes.slice(index + 1).filter((other) => isOver(box, other))
          expect(
            under.map(({ text }) => text),
            `${file}: ${box.text}`,
          ).toEqual([])
        }
        const shown = PNG.sync.read(await page.screenshot({ clip: { x: 0, y: 480, width: 794, height: 320 } }))
        const web = `https://termine.rhein-kreis-neuss.example/?department=${department}&language=${language}`
        const telegram = `https://t.me/neuss_termin_bot?start=d-${department}_l-${language}`
        const found = set === 'web' ? [decode(shown, 0, 1)] : [decode(shown, 0, 0.5), decode(shown, 0.5, 1)]
        expect(found.toSorted(), file).toEqual((set === 'web' ? [web] : [web, telegram]).toSorted())
        expect(readDeepLink(`d-${department}_l-${language}`)).toEqual({ department, language })
      }
      await page.close()
    },
    90_000,
  )

  type Box = { x: number; y: number; right: number; bottom: number }
  function isOver(one: Box, other: Box): boolean {
    return one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom
  }

  function decode(image: PNG, from: number, to: number): string | undefined {
    const left = Math.round(image.width * from)
    const width = Math.round(image.width * to) - left
    const part = new PNG({ width, height: image.height })
    PNG.bitblt(image, part, left, 0, width, image.height, 0, 0)
    return jsqr.default(new Uint8ClampedArray(part.data), width, image.height)?.data
  }
})
