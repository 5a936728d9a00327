import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import pdfmake from 'pdfmake'
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { rateChart } from './charts/rate-chart.ts'
import type { Names } from './names.ts'
import { publish, type PublishedLine } from './publish.ts'
import type { Report } from './report.ts'

const require = createRequire(import.meta.url)
const fonts = `${dirname(require.resolve('pdfmake/package.json'))}/fonts/Roboto`

/** One page in German for the council that needs no explanation: what is known, what is not, and why. Small groups are hidden. */
export async function councilPage(report: Report, name: Names): Promise<Uint8Array> {
  // The fonts come with the package; nothing else is read, and nothing is fetched.
  pdfmake.setFonts({ Roboto: { normal: `${fonts}/Roboto-Regular.ttf`, bold: `${fonts}/Roboto-Medium.ttf` } })
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake.createPdf(layout(report, name)).getBuffer()
}

function layout(report: Report, name: Names): TDocumentDefinitions {
  const lines = publish(report)
  const shown = lines.filter(
    ({ dimension }) => dimension === 'department' || dimension === 'timed' || dimension === 'total',
  )
  const main =
    shown.find(({ dimension }) => dimension === 'timed') ?? shown.find(({ dimension }) => dimension === 'total')
  const label = (line: PublishedLine) => labelOf(line, name)
  return {
    pageSize: 'A4',
    pageMargins: [50, 46, 50, 46],
    language: 'de-DE',
    info: { title: `Wer zum Termin kam: ${period(report)}`, creator: 'Terminlotse' },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2, color: '#171a2b' },
    styles: {
      title: { fontSize: 20, bold: true },
      heading: { fontSize: 12.5, bold: true, margin: [0, 12, 0, 4] },
      quiet: { fontSize: 8.5, color: '#4a5266' },
    },
    content: [
      { text: 'Wer zum Termin kam und wer nicht', style: 'title' },
      { text: `Ausländerbehörde · Termine ${period(report)}`, margin: [0, 0, 0, 8] },
      ...(main ? answer(main, label(main)) : []),
      { text: 'Die Zahlen', style: 'heading' },
      numbers(shown, label),
      ...picture(shown, label),
      ...(main ? why(main) : []),
      {
        text: `Fällige Termine sind Termine, deren Tag vorbei ist und die niemand abgesagt hat. Gezählt werden Termine, nicht Menschen. Die Quote ist: nicht erschienen geteilt durch erschienen und nicht erschienen. Gruppen unter 5 sind nicht gezeigt („–“), ebenso Zahlen, aus denen man sie errechnen könnte. Stand: ${german(report.today)}.`,
        style: 'quiet',
        margin: [0, 10, 0, 0],
      },
    ],
  }
}

/** The answer first. */
function answer({ counts, rate, lower, upper, estimate }: PublishedLine, group: string): Content[] {
  const { noShow, attended, visits } = counts
  if (visits === 0) return ['Noch kein Termin dieses Zeitraums ist vorbei.']
  if (noShow === null || attended === null || rate === null)
    return ['Für diesen Zeitraum sind es zu wenige Termine: Die Zahlen würden einzelne Menschen verraten.']
  const first: Content = {
    text: [
      'Als „nicht erschienen“ erfasst sind ',
      { text: `${whole(noShow)} von ${whole(noShow + attended)} Terminen, das sind ${percent(rate)}`, bold: true },
      ` (${group}).`,
    ],
    fontSize: 12.5,
    margin: [0, 0, 0, 4],
  }
  const second = estimate
    ? `Das ist nicht die Wahrheit. Die Behörde selbst schätzt, dass 8 bis 10 % nicht kamen: ${whole(estimate.from)} bis ${whole(estimate.to)} Menschen. Von den ${whole(noShow)} waren vermutlich ${whole(estimate.presentFrom)} bis ${whole(estimate.presentTo)} da.`
    : `Der wahre Anteil liegt zwischen ${percent(lower)} und ${percent(upper)}.`
  return [first, { text: second, fontSize: 12.5 }]
}

function numbers(lines: readonly PublishedLine[], label: (line: PublishedLine) => string): Content {
  const head = [
    '',
    'Gebucht',
    'Abgesagt',
    'Fällig',
    'Erschienen',
    'Nicht erschienen',
    'Nicht erfasst',
    'Erfasste Quote',
  ]
  const rows = lines.map((line): TableCell[] => {
    const { bookings, cancelledByApplicant, cancelledByOffice, visits, attended, noShow, unrecorded } = line.counts
    const isSum = line.dimension !== 'department'
    const cancelled =
      cancelledByApplicant === null || cancelledByOffice === null ? null : cancelledByApplicant + cancelledByOffice
    const cells = [bookings, cancelled, visits, attended, noShow, unrecorded].map(whole)
    return [
      { text: label(line), bold: isSum },
      ...[...cells, percent(line.rate)].map((text): TableCell => ({ text, alignment: 'right', bold: isSum })),
    ]
  })
  return {
    table: {
      headerRows: 1,
      widths: ['*', ...head.slice(1).map(() => 'auto' as const)],
      body: [
        head.map((text): TableCell => ({ text, bold: true, fontSize: 8.5, alignment: text === '' ? 'left' : 'right' })),
        ...rows,
      ],
    },
    layout: {
      hLineWidth: (row) => (row <= 1 ? 1 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => '#8a93a8',
      paddingTop: () => 4,
      paddingBottom: () => 3,
    },
  }
}

function picture(lines: readonly PublishedLine[], label: (line: PublishedLine) => string): Content[] {
  const drawn = lines.flatMap(({ counts, rate, lower, upper, estimate, ...line }) =>
    counts.visits === null || counts.visits === 0 || rate === null
      ? []
      : [
          {
            label: label({ counts, rate, lower, upper, estimate, ...line }),
            figures: { visits: counts.visits, rate, lower, upper, estimate },
          },
        ],
  )
  if (drawn.length === 0) return []
  const words = {
    between: 'hier liegt der wahre Anteil',
    recorded: 'erfasst',
    estimate: 'Schätzung der Behörde (8 bis 10 %)',
    number: percent,
  }
  return [
    { text: 'Was sicher ist und was nicht', style: 'heading' },
    { svg: rateChart(drawn, words), width: 495 },
  ]
}

function why({ counts, lower, upper }: PublishedLine): Content[] {
  const { noShowLegacy, unrecorded, visits } = counts
  if (noShowLegacy === null || unrecorded === null || visits === null || visits === 0) return []
  const reasons = [
    ...(noShowLegacy > 0
      ? [
          `${whole(noShowLegacy)} der Einträge „nicht erschienen“ stammen aus der früheren Terminsoftware. Sie setzte diesen Eintrag von selbst, wenn niemand anklickte, dass der Termin stattfand. Wer kam und nicht angeklickt wurde, steht dort als „nicht erschienen“.`,
        ]
      : []),
    ...(unrecorded > 0
      ? [
          `Bei ${whole(unrecorded)} von ${whole(visits)} Terminen wurde nichts erfasst. „Nicht erfasst“ bleibt „nicht erfasst“ und wird nie von selbst zu „nicht erschienen“.`,
        ]
      : []),
    `Sicher ist nur: Der wahre Anteil liegt zwischen ${percent(lower)} und ${percent(upper)}.`,
    ...(noShowLegacy > 0
      ? [
          'Seit Terminlotse gilt: Der Aufruf mit anschließendem Gespräch ist der Eintrag. Kein Zeitablauf setzt „nicht erschienen“. Absagen geht mit einem Fingertipp, und die frei gewordene Zeit bekommt jemand anderes.',
        ]
      : []),
  ]
  return [
    { text: 'Warum die erfasste Zahl nicht die Wahrheit ist', style: 'heading' },
    { ul: reasons, markerColor: '#4a5266' },
  ]
}

function labelOf({ dimension, key }: PublishedLine, name: Names): string {
  if (dimension === 'total') return 'Gesamt'
  return key
    .split('+')
    .map((each) => name('department', each))
    .join(' und ')
}

const counts = new Intl.NumberFormat('de')
const shares = new Intl.NumberFormat('de', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const days = new Intl.DateTimeFormat('de', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

function whole(count: number | null): string {
  return count === null ? '–' : counts.format(count)
}

function percent(share: number | null): string {
  return share === null ? '–' : shares.format(share)
}

function german(day: string): string {
  return days.format(new Date(day))
}

function period({ from, to }: Report): string {
  return `vom ${german(from)} bis ${german(to)}`
}
