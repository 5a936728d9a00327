import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createHash } from 'node:crypto'
import { build } from 'esbuild'
import { direction, Language } from '#texts.ts'
import { buildDesk } from './build-desk.ts'
import { embedded, fillPage } from './fill-page.ts'
import { PageTexts } from './page-texts.ts'
import { pagesFolder } from './pages-folder.ts'

const sources = fileURLToPath(new URL('chat/', import.meta.url))

/** Phones that still get no newer browser: Android 8 with Chrome 90, an iPhone with iOS 15. */
const browsers = ['chrome90', 'firefox90', 'safari15']

/** Bundles the chat page for every language and the desk, and compresses everything as well as it can be: that is done only once. */
export async function buildPages(): Promise<void> {
  const texts = await readTexts()
  await rm(pagesFolder, { recursive: true, force: true })
  await mkdir(join(pagesFolder, 'assets'), { recursive: true })
  const bundled = await bundle()
  const icon = await asset('icon.svg', await readFile(join(sources, 'icon.svg'), 'utf8'))
  const manifest = await asset('chat.webmanifest', manifestOf(texts.get('de')?.office ?? '', icon))
  const translations = new Map<string, string>()
  for (const [language, translated] of texts) {
    translations.set(language, await asset(`${language}.json`, JSON.stringify(translated)))
  }
  const template = await readFile(join(sources, 'index.html'), 'utf8')
  for (const [language, translated] of texts) {
    const assets = Object.fromEntries([...translations].filter(([tag]) => tag !== language))
    const fields = {
      ...translated,
      ...bundled,
      icon,
      manifest,
      language,
      direction: direction(language),
      texts: embedded({ texts: translated, assets }),
    }
    await writeFile(join(pagesFolder, `${language}.html`), fillPage(template, fields))
  }
  await buildDesk({ icon })
  await compressAll()
}

async function readTexts(): Promise<Map<Language, PageTexts>> {
  const read = async (language: Language) => {
    const file = fileURLToPath(new URL(`../../locales/${language}/page.json`, import.meta.url))
    const texts = PageTexts.safeParse(JSON.parse(await readFile(file, 'utf8')))
    if (!texts.success) throw new Error(`locales/${language}/page.json is not complete`, { cause: texts.error })
    return [language, texts.data] as const
  }
  return new Map(await Promise.all(Language.options.map(read)))
}

async function bundle(): Promise<{ script: string; style: string }> {
  const { metafile } = await build({
    entryPoints: { chat: join(sources, 'main.tsx'), style: join(sources, 'css/chat.css') },
    outdir: join(pagesFolder, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    // What few need is loaded when they need it.
    splitting: true,
    minify: true,
    format: 'esm',
    target: browsers,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    logLevel: 'warning',
  })
  await build({
    entryPoints: {
      embed: fileURLToPath(new URL('embed/embed.ts', import.meta.url)),
      worker: fileURLToPath(new URL('worker/worker.ts', import.meta.url)),
    },
    outdir: pagesFolder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: browsers,
    logLevel: 'warning',
  })
  const names = Object.keys(metafile.outputs).map((path) => `/assets/${basename(path)}`)
  return { script: named(names, /\/chat-[^/]+\.js$/), style: named(names, /\.css$/) }
}

function named(names: readonly string[], pattern: RegExp): string {
  const name = names.find((each) => pattern.test(each))
  if (name === undefined) throw new Error(`The bundle has no ${pattern}`)
  return name
}

async function asset(name: string, content: string): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const path = `assets/${name.replace(/(?=\.\w+$)/, `-${hash}`)}`
  await writeFile(join(pagesFolder, path), content)
  return `/${path}`
}

function manifestOf(name: string, icon: string): string {
  const icons = [{ src: icon, sizes: 'any', type: 'image/svg+xml' }]
  return JSON.stringify({
    name,
    short_name: 'Termin',
    start_url: '/',
    display: 'browser',
    theme_color: '#0b5276',
    icons,
  })
}

async function compressAll(): Promise<void> {
  const files = await readdir(pagesFolder, { recursive: true, withFileTypes: true })
  // A font is compressed already.
  const plain = files.filter((file) => file.isFile() && !file.name.endsWith('.woff2'))
  await Promise.all(plain.map((file) => compress(join(file.parentPath, file.name))))
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }))
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }))
}
