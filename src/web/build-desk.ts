import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import { DeskLanguage, readDeskTexts } from '#desk-texts.ts'
import { deskEntries, entryTexts } from './entry-texts.ts'
import { embedded, fillPage } from './fill-page.ts'
import { pagesFolder } from './pages-folder.ts'

const sources = fileURLToPath(new URL('desk/', import.meta.url))

/** Offices keep their browsers up to date; a tablet may be some years old. */
const browsers = ['chrome109', 'firefox115', 'safari16']

/** Bundles the desk: a document per entry and language; what a page alone needs comes when somebody goes there. */
export async function buildDesk({ icon }: { icon: string }): Promise<void> {
  const template = await readFile(join(sources, 'index.html'), 'utf8')
  const { metafile } = await bundle()
  for (const entry of deskEntries) {
    const bundled = { script: output(metafile, `${entry}.tsx`), style: output(metafile, `css/${entry}.css`) }
    for (const language of DeskLanguage.options) {
      const texts = readDeskTexts(language)
      const { title = '', noscript = '' } = plain(texts['shell'])
      const fields = {
        ...bundled,
        icon,
        language,
        title,
        noscript,
        texts: embedded({ language, texts: entryTexts(entry, language) }),
      }
      await writeFile(join(pagesFolder, `${entry}.${language}.html`), fillPage(template, fields))
    }
  }
}

function bundle() {
  return build({
    entryPoints: Object.fromEntries(
      deskEntries.flatMap((entry) => [
        [entry, join(sources, `${entry}.tsx`)],
        [`${entry}-style`, join(sources, `css/${entry}.css`)],
      ]),
    ),
    outdir: join(pagesFolder, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: browsers,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    logLevel: 'warning',
  })
}

/** The address of what an entry point became. */
function output({ outputs }: Metafile, entry: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(`web/desk/${entry}`))
  if (found === undefined) throw new Error(`The bundle has no ${entry}`)
  return `/assets/${basename(found[0])}`
}

function plain(part: unknown): Record<string, string> {
  const entries = typeof part === 'object' && part !== null ? Object.entries(part) : []
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
}
