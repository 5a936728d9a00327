import Papa from 'papaparse'
import type { Names } from './names.ts'
import { publish, type PublishedCount, publishedCounts, type PublishedLine } from './publish.ts'
import type { Report } from './report.ts'

/** A column of the open data: its name and what it says, in the words of the data dictionary. */
type Column = { name: string; type: string; de: string; en: string; of(line: Described): string | number | null }
type Described = { line: PublishedLine; report: Report; names: Names }

/** The published figures as CSV (RFC 4180, UTF-8, cells that a spreadsheet would compute are escaped). */
export function openData(report: Report, names: Names): string {
  const rows = publish(report).map((line) => columns.map(({ of }) => of({ line, report, names }) ?? ''))
  return csv({ fields: columns.map(({ name }) => name), data: rows })
}

/** What each column of the open data means. */
export function dataDictionary(): string {
  return csv({
    fields: ['column', 'type', 'de', 'en'],
    data: columns.map(({ name, type, de, en }) => [name, type, de, en]),
  })
}

function csv(table: { fields: string[]; data: (string | number)[][] }): string {
  return `${Papa.unparse(table, { escapeFormulae: true, newline: '\r\n' })}\r\n`
}

function keyOf({ dimension, key }: PublishedLine, names: Names): string {
  switch (dimension) {
    case 'total':
      return ''
    case 'timed':
      return key
        .split('+')
        .map((each) => names('department', each))
        .join(' + ')
    case 'department':
    case 'service':
    case 'location':
    case 'channel':
    case 'language':
      return names(dimension, key)
  }
}

const counted: Record<PublishedCount, { name: string; de: string; en: string }> = {
  bookings: {
    name: 'booked',
    de: 'Gebuchte Termine, auch die später abgesagten; ohne die, die auf eine andere Zeit verschoben wurden',
    en: 'Appointments booked, also those cancelled later; without those moved to another time',
  },
  visits: {
    name: 'visits',
    de: 'Termine, deren Tag vorbei ist und die niemand abgesagt hat: attended + no_show + unrecorded',
    en: 'Appointments whose day is over and that nobody cancelled: attended + no_show + unrecorded',
  },
  attended: { name: 'attended', de: 'Als erschienen erfasst', en: 'Recorded as attended' },
  noShow: { name: 'no_show', de: 'Als nicht erschienen erfasst', en: 'Recorded as not come' },
  noShowLegacy: {
    name: 'no_show_legacy',
    de: 'Davon in der früheren Terminsoftware, deren Zeitschaltung „nicht erschienen“ auch von selbst setzt',
    en: 'Of these in the former tool, whose timer sets “did not come” by itself too',
  },
  unrecorded: { name: 'unrecorded', de: 'Nicht erfasst', en: 'Not recorded' },
  cancelledByApplicant: {
    name: 'cancelled_by_applicant',
    de: 'Von der Person abgesagt',
    en: 'Cancelled by the applicant',
  },
  cancelledByOffice: { name: 'cancelled_by_office', de: 'Vom Amt abgesagt', en: 'Cancelled by the office' },
  coming: { name: 'to_come', de: 'Noch bevorstehend', en: 'Still to come' },
}

const columns: readonly Column[] = [
  {
    name: 'from',
    type: 'date',
    de: 'Erster Tag des Zeitraums',
    en: 'First day of the period',
    of: ({ report }) => report.from,
  },
  {
    name: 'to',
    type: 'date',
    de: 'Letzter Tag des Zeitraums',
    en: 'Last day of the period',
    of: ({ report }) => report.to,
  },
  {
    name: 'breakdown',
    type: 'text',
    de: 'Wonach aufgegliedert ist: department, service, location, channel, language; total ist alles, timed die Abteilungen mit der früheren Zeitschaltung',
    en: 'What the line breaks down by: department, service, location, channel, language; total is everything, timed the departments with the former timer',
    of: ({ line }) => line.dimension,
  },
  {
    name: 'department',
    type: 'text',
    de: 'Abteilung, bei Anliegen',
    en: 'Department, of a service',
    of: ({ line, names }) => (line.departmentId === undefined ? '' : names('department', line.departmentId)),
  },
  {
    name: 'group',
    type: 'text',
    de: 'Name der Gruppe',
    en: 'Name of the group',
    of: ({ line, names }) => keyOf(line, names),
  },
  ...publishedCounts.map((count) => ({
    ...counted[count],
    type: 'integer',
    of: ({ line }: Described) => line.counts[count],
  })),
  {
    name: 'rate',
    type: 'number',
    de: 'no_show / (attended + no_show), 0 bis 1',
    en: 'no_show / (attended + no_show), 0 to 1',
    of: ({ line }) => rounded(line.rate),
  },
  {
    name: 'lower_bound',
    type: 'number',
    de: 'So viel mindestens: (no_show - no_show_legacy) / visits',
    en: 'At least so much: (no_show - no_show_legacy) / visits',
    of: ({ line }) => rounded(line.lower),
  },
  {
    name: 'upper_bound',
    type: 'number',
    de: 'So viel höchstens: (no_show + unrecorded) / visits',
    en: 'At most so much: (no_show + unrecorded) / visits',
    of: ({ line }) => rounded(line.upper),
  },
  {
    name: 'estimate_from',
    type: 'integer',
    de: 'Eigene Schätzung des Amtes: mindestens so viele kamen nicht (8 %)',
    en: 'The office’s own estimate: at least so many did not come (8 %)',
    of: ({ line }) => line.estimate?.from ?? null,
  },
  {
    name: 'estimate_to',
    type: 'integer',
    de: 'Eigene Schätzung des Amtes: höchstens so viele kamen nicht (10 %)',
    en: 'The office’s own estimate: at most so many did not come (10 %)',
    of: ({ line }) => line.estimate?.to ?? null,
  },
  {
    name: 'hidden',
    type: 'text',
    de: 'Spalten dieser Zeile, die nicht gezeigt werden: Gruppen unter 5, und was sie verraten würde',
    en: 'Columns of this line that are not shown: groups under 5, and what would give them away',
    of: ({ line }) =>
      publishedCounts
        .filter((count) => line.counts[count] === null)
        .map((count) => counted[count].name)
        .join(' '),
  },
]

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 10_000) / 10_000
}
