import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Language } from '#texts.ts'
import { pagesFolder } from '#web/pages-folder.ts'

const sizeOf = (path: string) => statSync(join(pagesFolder, `${path}.br`)).size

describe('the page as it was built', () => {
  for (const language of Language.options) {
    it(`has at most 20.4 kB in ${language}, compressed`, () => {
      const page = readFileSync(join(pagesFolder, `${language}.html`), 'utf8')
      const assets = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
      expect(assets.length).toBe(4)
      const sizes = [`${language}.html`, ...assets].map((path) => [path, sizeOf(path)] as const)
      expect(
        sizes.reduce((sum, [, size]) => sum + size, 0),
        JSON.stringify(sizes),
      ).toBeLessThanOrEqual(20_400)
    })
  }

  it('has every file in three encodings, but fonts, which are compressed by themselves', () => {
    const files = readdirSync(pagesFolder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))
    const plain = files.filter((name) => !/\.(br|gz|woff2)$/.test(name))
    expect(plain.length).toBeGreaterThan(15)
    for (const name of plain) expect(files).toEqual(expect.arrayContaining([`${name}.br`, `${name}.gz`]))
  })
})
