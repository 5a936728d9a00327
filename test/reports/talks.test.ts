import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fold } from '#reports/fold.ts'
import { readTalks } from '#reports/talks.ts'
import { channels, openOfficeOn } from '../stories/open-office.ts'
import { person } from '../stories/person.ts'

describe.each(channels)('where talks end, on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(() => office.close())

  it('is counted per question and language, with what was not understood, and no word of what was said', async () => {
    const booked = person(await office.line(), 'de')
    await booked.arrives()
    await booked.books({ name: 'Erna Beispiel', birthday: '02.02.1972' })
    const lost = person(await office.line(), 'uk')
    await lost.arrives()
    await lost.goesTo('day')
    await lost.says('kauderwelsch')
    await lost.says('kauderwelsch')
    for (const again of [false, true]) {
      if (again) await fold(office.database)
      const found = await readTalks(office.database, { from: '2026-01-01', to: '2030-01-01' })
      const at = (language: string, step: string) =>
        found.find((each) => each.language === language && each.step === step && each.task === 'book')
      expect(at('uk', 'day')).toMatchObject({ channel, asked: 1, unclear: 2, ended: 1 })
      expect(at('de', 'day')).toMatchObject({ asked: 1, unclear: 0, ended: 0 })
      expect(at('de', 'confirm')).toMatchObject({ ended: 0 })
      expect(JSON.stringify(found)).not.toContain('kauderwelsch')
    }
  })
})
