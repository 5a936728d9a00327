import { z } from 'zod'
import { localDay } from '#appointments/local-time.ts'
import { namesOf } from '#reports/names.ts'
import { Outlook, readOutlook } from '#reports/outlook.ts'
import { readTalks, TalkFigures } from '#reports/talks.ts'
import { readReport } from '#reports/read-report.ts'
import { dimensions, Report } from '#reports/report.ts'
import { Timeline } from '#reports/timeline.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { askedOf, period, reportRoles } from './asked.ts'

/** What the page shows of a period: every number of it, its names, and the two pictures; what the coming weeks bring, and where talks ended. */
export const showReport = defineRoute({
  id: 'show-report',
  method: 'GET',
  path: '/report',
  summary:
    'Who came and who did not, from day to day (both included), with what is not known; without days this year up to yesterday',
  query: period,
  policy: { roles: reportRoles, scope: 'reports:read', limitedTo: 'anywhere' },
  answers: {
    200: z.object({
      report: Report,
      timeline: Timeline,
      outlook: z.array(Outlook),
      talks: z.array(TalkFigures),
      names: z.record(z.enum(dimensions), z.record(z.string(), z.string())),
      charts: z.object({ rate: z.string().nullable(), course: z.string().nullable() }),
    }),
  },
  refusals: { 'ends-before-it-begins': 422, forbidden: 403 },
  async run({ query, principal, desk, now, language }) {
    const asked = askedOf({ query, principal, roles: reportRoles, desk, now })
    if (asked.outcome === 'forbidden') return refuse('forbidden')
    if (asked.outcome !== 'asked') return refuse(asked.outcome, { field: 'to' })
    const { database } = desk
    const [{ report, timeline, office }, outlook, talks] = await Promise.all([
      readReport(database, { ...asked, now, office: desk.office() }),
      readOutlook(database, { today: localDay(now), isSeen: asked.isSeen }),
      readTalks(database, asked),
    ])
    const name = namesOf(office, language)
    const named = dimensions.map((dimension) => [
      dimension,
      Object.fromEntries(report.groups[dimension].map(({ key }) => [key, name(dimension, key)])),
    ])
    const text = (key: string) => desk.texts(language, `report.${key}`) ?? key
    // Half of everything that a process would load belongs to the charts.
    const { drawReport } = await import('#reports/charts/draw-report.ts')
    const charts = drawReport({ report, timeline, name, text, language })
    return { status: 200, body: { report, timeline, outlook, talks, names: Object.fromEntries(named), charts } }
  },
})
