import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringMinutes, minutes } from '../reports/minutes.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: new Date('2026-11-23T10:00:00Z') })
  await bringMinutes(desk.database)
})
afterAll(() => desk.close())

const period = new URLSearchParams(minutes).toString()
const files = ['council.pdf', 'figures.xlsx', 'open-data.csv'] as const

describe('the report over the API', () => {
  it('gives the figures of the minutes, their names and two pictures', async () => {
    const manager = await desk.hires('manager')
    const { status, body } = await manager.gets(`/report?${period}`, { 'accept-language': 'de' })
    expect(status).toBe(200)
    expect(body.report.timed.figures).toMatchObject({ bookings: 6763, noShow: 920 })
    expect(body.report.total.bookings).toBe(7070)
    expect(body.names.department).toEqual({
      asylum: 'Asylrecht',
      general: 'Allgemeines Ausländerrecht',
      ukraine: 'Ukraine',
    })
    expect(body.charts.rate).toMatch(/^<svg[^]*13,6\s%[^]*<\/svg>/)
    expect(body.charts.course).toContain('Nicht erfasst')
    expect(body.timeline.months).toHaveLength(5)
  })

  it('refuses days the wrong way round, and days that are none', async () => {
    const auditor = await desk.hires('auditor')
    const { status, body } = await auditor.gets('/report?from=2024-02-02&to=2024-02-01')
    expect([status, body.error.code, body.error.field]).toEqual([422, 'ends-before-it-begins', 'to'])
    expect((await auditor.gets('/report?from=2024-02-30')).status).toBe(400)
  })

  it('shows a manager of one department that one, and who has a single location nothing', async () => {
    const ofOne = await desk.hires('manager', { departmentId: 'asylum' })
    const { body } = await ofOne.gets(`/report?${period}`)
    expect(body.report.total.bookings).toBe(2840)
    expect(body.timeline.months.reduce((sum: number, { attended }: { attended: number }) => sum + attended, 0)).toBe(
      2435,
    )
    const ofPlace = await desk.hires('manager', { locationId: 'neuss' })
    expect((await ofPlace.gets(`/report?${period}`)).status).toBe(403)
    const clerk = await desk.hires('clerk')
    expect((await clerk.gets(`/report?${period}`)).status).toBe(403)
  })

  it('lets managers take files away, which is in the audit log, and auditors look only', async () => {
    const manager = await desk.hires('manager')
    const auditor = await desk.hires('auditor')
    const before = await desk.database.prisma.auditEntry.count()
    for (const file of files) {
      const taken = await manager.gets(`/report/${file}?${period}`)
      expect([file, taken.status]).toEqual([file, 200])
      expect(taken.headers['content-disposition']).toContain(`attachment; filename="terminlotse-2023-10-16-2024-02-26.`)
      expect((await auditor.gets(`/report/${file}?${period}`)).status).toBe(403)
    }
    const entries = await desk.database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' }, skip: before })
    expect(entries.map(({ deed, facts }) => ({ deed, facts }))).toEqual(
      ['export-council-page', 'export-figures', 'export-open-data'].map((deed) => ({ deed, facts: minutes })),
    )
    expect((await auditor.gets('/report/data-dictionary.csv')).status).toBe(200)
  })

  it('gives a key that may read no files: exports are a right of their own', async () => {
    const reader = await desk.givesKey(['reports:read'])
    const exporter = await desk.givesKey(['reports:export'])
    const asks = async (headers: Record<string, string>, path: string) =>
      (await desk.server.inject({ url: `/api/v1${path}?${period}`, headers: { host: 'localhost', ...headers } }))
        .statusCode
    expect(await asks(reader.headers, '/report')).toBe(200)
    expect(await asks(reader.headers, '/report/open-data.csv')).toBe(403)
    expect(await asks(exporter.headers, '/report/open-data.csv')).toBe(200)
  })

  it('writes real files: one page of PDF, and a workbook', async () => {
    const manager = await desk.hires('manager')
    const take = async (file: string) =>
      (
        await desk.server.inject({
          url: `/api/v1/report/${file}?${period}`,
          headers: { host: 'localhost', cookie: manager.cookie, 'sec-fetch-site': 'same-origin' },
        })
      ).rawPayload
    const pdf = (await take('council.pdf')).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect((await take('figures.xlsx')).subarray(0, 2).toString()).toBe('PK')
  })
})
