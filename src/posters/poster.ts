import { direction, type Language, nativeName } from '#texts.ts'
import type { PosterTexts } from './poster-texts.ts'
import { qrPath } from './qr-path.ts'
import { widthOf, wrapText } from './wrap-text.ts'

/** Where a code leads. `shown` is what somebody without a camera can type. */
export type Way = { name: string; text: string; url: string; shown: string }

export type Plan = {
  language: Language
  texts: PosterTexts
  /** The authority's name in the reader's language, and in German for whoever hangs it up. */
  office: string
  officeInGerman: string
  department: string
  departmentInGerman: string
  ways: readonly Way[]
}

const page = { width: 210, height: 297, margin: 16 }
const inner = page.width - 2 * page.margin
const centre = page.width / 2

/** A poster on A4, in millimetres: an SVG that every browser prints and every printing house takes. */
export function poster(plan: Plan): string {
  const { language, texts, ways } = plan
  const pen = writer(language)
  const head = [
    `<rect width="${page.width}" height="${page.height}" fill="#fff"/>`,
    `<rect width="${page.width}" height="24" fill="${ink.accent}"/>`,
    pen.line(plan.office, { y: 15.2, size: 7, fill: '#fff', weight: 600 }),
  ]
  const title = sentences(texts.title)
  const size = titleSize(title)
  const titles = title.map((text, index) =>
    pen.line(text, { y: 44 + index * size * 1.3, size, weight: 700, fill: ink.accent }),
  )
  const department = pen.block(plan.department, { y: 44 + title.length * size * 1.3 + 4, size: 6.6, weight: 600 })
  const lead = pen.block(texts.lead, { y: department.end + 4, size: 6 })
  const scan = pen.block(texts.scan, { y: lead.end + 6, size: 5.2, fill: ink.quiet })
  const top = Math.max(scan.end, 134)
  const order = direction(language) === 'rtl' ? ways.toReversed() : ways
  const codes = order.map((way, index) => panel(pen, way, { top, ...panelPlace(index, ways.length) }))
  const plea = box(pen, texts.cancel, top + panelHeight + 7)
  const foot = [
    pen.block(`${texts.free} · ${texts.privacy}`, { y: plea.end + 8, size: 4.4, fill: ink.quiet }).markup,
    pen.line(footer(plan), { y: 289, size: 3.4, fill: ink.quiet, isLatin: true }),
  ]
  const body = [...head, ...titles, department.markup, lead.markup, scan.markup, ...codes, plea.markup, ...foot]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}mm" height="${page.height}mm" viewBox="0 0 ${page.width} ${page.height}" font-family="'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" text-anchor="middle" xml:lang="${language}" lang="${language}" direction="${direction(language)}">
<title>${escape(`${texts.title} – ${plan.department}`)}</title>
${body.join('\n')}
</svg>
`
}

const ink = { accent: '#0b5276', text: '#17232d', quiet: '#4c5b68', tint: '#e2eff6', line: '#74828f' }

type Stroke = { size: number; fill?: string; weight?: number; isLatin?: boolean }
type Pen = ReturnType<typeof writer>

/** Everything is centred, so that no program has to know where a line of Arabic begins. */
function writer(language: Language) {
  function line(
    text: string,
    { x = centre, y, size, fill = ink.text, weight = 400, isLatin }: Stroke & { x?: number; y: number },
  ): string {
    const way = isLatin ? ' direction="ltr"' : ` direction="${direction(language)}"`
    return `<text x="${x}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}"${way}>${escape(text)}</text>`
  }

  /** Lines from the baseline `y` downwards; `end` is where the next block may begin. */
  function block(text: string, { x, y, width = inner, ...stroke }: Stroke & { x?: number; y: number; width?: number }) {
    const step = stroke.size * 1.35
    const lines = wrapText(text, { width, size: stroke.size * (stroke.weight && stroke.weight > 500 ? 1.06 : 1) })
    const at = x === undefined ? {} : { x }
    const markup = lines.map((each, index) => line(each, { ...at, y: y + index * step, ...stroke })).join('\n')
    return { markup, end: y + lines.length * step }
  }

  return { line, block }
}

function panelPlace(index: number, count: number): { x: number; width: number } {
  const width = count === 1 ? 90 : (inner - 8) / 2
  return { x: count === 1 ? centre : page.margin + width / 2 + index * (width + 8), width }
}

const codeSide = 64

const panelHeight = 88

function panel(pen: Pen, way: Way, { x, width, top }: { x: number; width: number; top: number }): string {
  const { path, size } = qrPath(way.url)
  const scale = codeSide / size
  return [
    `<rect x="${round(x - width / 2)}" y="${round(top)}" width="${round(width)}" height="${panelHeight}" rx="4" fill="none" stroke="${ink.line}" stroke-width="0.4"/>`,
    `<path transform="translate(${round(x - codeSide / 2)} ${round(top + 1)}) scale(${scale.toFixed(5)})" fill="#000" shape-rendering="crispEdges" d="${path}"/>`,
    pen.line(way.name, { x, y: top + 70.5, size: 6, weight: 700 }),
    pen.block(way.text, { x, y: top + 76.5, size: 4, width: width - 4, fill: ink.quiet }).markup,
    pen.line(way.shown, {
      x,
      y: top + 84,
      size: shownSize(way.shown, width - 6),
      isLatin: true,
      fill: ink.accent,
      weight: 600,
    }),
  ].join('\n')
}

/** An address can't be broken: a long one is written smaller. */
function shownSize(text: string, width: number): number {
  return round(Math.min(4.2, width / (text.length * 0.66)))
}

function box(pen: Pen, text: string, top: number): { markup: string; end: number } {
  const { markup, end } = pen.block(text, { y: top + 8.2, size: 5.2, width: inner - 16, weight: 600 })
  const height = round(end - top - 1)
  const frame = `<rect x="${page.margin}" y="${round(top)}" width="${inner}" height="${height}" rx="4" fill="${ink.tint}"/>`
  return { markup: `${frame}\n${markup}`, end: top + height }
}

/** Each sentence of the title has a line of its own, as large as the longest lets it be. */
function sentences(text: string): string[] {
  return text.split(/(?<=[?؟!.])\s+(?=\S)/u)
}

function titleSize(lines: readonly string[]): number {
  return round(Math.min(13.5, inner / (1.06 * Math.max(...lines.map(widthOf)))))
}

/** German, for whoever hangs the poster up without reading its language. */
function footer({ officeInGerman, departmentInGerman, language }: Plan): string {
  return [officeInGerman, departmentInGerman, nativeName(language)].join(' · ')
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
