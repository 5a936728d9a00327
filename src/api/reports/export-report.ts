import { z } from 'zod'
import { namesOf } from '#reports/names.ts'
import { dataDictionary, openData } from '#reports/open-data.ts'
import { readReport } from '#reports/read-report.ts'
import type { Desk } from '../desk.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { askedOf, exportRoles, period } from './asked.ts'

const policy = { roles: exportRoles, scope: 'reports:export', limitedTo: 'anywhere' } as const

type Material = Awaited<ReturnType<typeof readReport>> & { desk: Desk }

/** A file of a period's figures; that somebody took it away is in the audit log. What writes it is loaded when somebody wants it. */
function exporting<const Id extends string, const Path extends string>(plan: {
  id: Id
  path: Path
  summary: string
  media: string
  name: string
  write: (material: Material) => string | Promise<Uint8Array>
}) {
  const { id, path, summary, media, name, write } = plan
  return defineRoute({
    id,
    method: 'GET',
    path,
    summary,
    query: period,
    policy,
    answers: { 200: { media } },
    refusals: { 'ends-before-it-begins': 422, forbidden: 403 },
    isAudited: true,
    async run({ query, principal, desk, now }) {
      const asked = askedOf({ query, principal, roles: exportRoles, desk, now })
      if (asked.outcome === 'forbidden') return refuse('forbidden')
      if (asked.outcome !== 'asked') return refuse(asked.outcome, { field: 'to' })
      const { from, to } = asked
      const material = await readReport(desk.database, { ...asked, now, office: desk.office() })
      const headers = attachment(`terminlotse-${from}-${to}.${name}`)
      return { status: 200, body: await write({ ...material, desk }), headers, audit: { facts: { from, to } } }
    },
  })
}

/** What is published: small groups are not in it. */
export const exportOpenData = exporting({
  id: 'export-open-data',
  path: '/report/open-data.csv',
  summary: 'The figures as open data (CSV); groups under 5, and what would give them away, are left out',
  media: 'text/csv',
  name: 'csv',
  write: ({ report, office }) => openData(report, namesOf(office, 'de')),
})

export const exportCouncilPage = exporting({
  id: 'export-council-page',
  path: '/report/council.pdf',
  summary: 'One page in German for the council (PDF); groups under 5, and what would give them away, are left out',
  media: 'application/pdf',
  name: 'pdf',
  async write({ report, office }) {
    const { councilPage } = await import('#reports/council-page.ts')
    return councilPage(report, namesOf(office, 'de'))
  },
})

export const exportFigures = exporting({
  id: 'export-figures',
  path: '/report/figures.xlsx',
  summary: 'Every figure as an Excel workbook, for inside the office: nothing is left out',
  media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  name: 'xlsx',
  async write({ report, timeline, office, desk }) {
    const { workbook } = await import('#reports/workbook.ts')
    const text = (key: string) => desk.texts('de', `report.${key}`) ?? key
    return workbook({ report, timeline, name: namesOf(office, 'de'), text })
  },
})

export const showDataDictionary = defineRoute({
  id: 'show-data-dictionary',
  method: 'GET',
  path: '/report/data-dictionary.csv',
  summary: 'What each column of the open data means (CSV)',
  query: z.object({}),
  policy: { ...policy, roles: ['manager', 'auditor', 'administrator'] },
  answers: { 200: { media: 'text/csv' } },
  async run() {
    return { status: 200, body: dataDictionary(), headers: attachment('terminlotse-data-dictionary.csv') }
  },
})

function attachment(name: string): { 'content-disposition': string } {
  return { 'content-disposition': `attachment; filename="${name}"` }
}
