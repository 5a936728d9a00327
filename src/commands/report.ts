import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { addDays, localDay } from '#appointments/local-time.ts'
import { openStore } from '#database/open-store.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { Refusal } from '#refusal.ts'
import { courseLines } from '#reports/course-lines.ts'
import { namesOf } from '#reports/names.ts'
import { dataDictionary, openData } from '#reports/open-data.ts'
import { outlookLines } from '#reports/outlook-lines.ts'
import { readOutlook } from '#reports/outlook.ts'
import { readReport } from '#reports/read-report.ts'
import { reportLines } from '#reports/report-lines.ts'
import { readTalks } from '#reports/talks.ts'
import { defineCommand } from './command.ts'

const day = z.iso.date('must be a day such as 2024-02-26').optional()

/** Without days: this year up to yesterday. What is published (--csv, --pdf) hides small groups. */
export const report = defineCommand({
  words: 'report',
  usage: 'report [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--csv | --xlsx | --pdf] [--out FILE]',
  about: 'who came and who did not, with what is not known',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    csv: { type: 'boolean' },
    xlsx: { type: 'boolean' },
    pdf: { type: 'boolean' },
    out: { type: 'string' },
  },
  values: z.object({
    from: day,
    to: day,
    csv: z.boolean().default(false),
    xlsx: z.boolean().default(false),
    pdf: z.boolean().default(false),
    out: z.string().min(1, 'must name a file').optional(),
  }),
  async run({ config, values, say }) {
    const now = new Date()
    const to = values.to ?? addDays(localDay(now), -1)
    const from = values.from ?? `${to.slice(0, 4)}-01-01`
    if (from > to) throw new Refusal(`--from ${from} is after --to ${to}`, { code: 2 })
    const wanted = (['csv', 'xlsx', 'pdf'] as const).filter((format) => values[format])
    const [format] = wanted
    if (wanted.length > 1) throw new Refusal(`One format at a time: --${wanted.join(' or --')}`, { code: 2 })
    if (values.out !== undefined && format === undefined)
      throw new Refusal('--out needs --csv, --xlsx or --pdf', { code: 2 })
    const { database, close } = await openStore({ config, purpose: 'command', say })
    const [{ report, timeline, office }, outlook, talks] = await Promise.all([
      readReport(database, { from, to, now }),
      readOutlook(database, { today: localDay(now) }),
      readTalks(database, { from, to }),
    ]).finally(close)
    const english = namesOf(office, 'en')
    const german = namesOf(office, 'de')
    if (format === undefined)
      return {
        isOk: true,
        lines: [...reportLines(report, english), ...courseLines(timeline, talks), ...outlookLines(outlook, english)],
        data: { ...report, timeline, outlook, talks },
      }
    const name = values.out ?? `terminlotse-${from}-${to}.${format}`
    switch (format) {
      case 'csv': {
        const text = openData(report, german)
        if (values.out === undefined) return { isOk: true, lines: [text.trimEnd()], data: { csv: text } }
        return save([
          [name, text],
          [`${name.replace(/\.csv$/, '')}.dictionary.csv`, dataDictionary()],
        ])
      }
      case 'xlsx': {
        // Loaded when it is wanted, so that every other command starts without it.
        const { workbook } = await import('#reports/workbook.ts')
        const texts = loadDeskTexts()
        const text = (key: string) => texts('de', `report.${key}`) ?? key
        return save([[name, await workbook({ report, timeline, name: german, text })]])
      }
      case 'pdf': {
        const { councilPage } = await import('#reports/council-page.ts')
        return save([[name, await councilPage(report, german)]])
      }
    }
  },
})

async function save(files: readonly (readonly [string, string | Uint8Array])[]) {
  for (const [name, content] of files)
    await writeFile(name, content).catch((cause: unknown) => {
      throw new Refusal(`${name} could not be written: choose another place with --out`, { cause })
    })
  const names = files.map(([name]) => name)
  return { isOk: true, lines: names, data: { files: names } }
}
