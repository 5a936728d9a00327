import { expect } from 'vitest'
import { email } from '#channels/email/email.ts'
import { readConfig } from '#config.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import { remind } from '#appointments/notices/remind.ts'
import { createLog } from '#log.ts'
import { contactDelivery } from '#notices/contacts/deliver.ts'
import { type Language, loadTexts } from '#texts.ts'
import { minute, newsOffice, somebody } from '../stories/news-office.ts'
import { openOfficeOn } from '../stories/open-office.ts'
import { mailServer } from './mail-server.ts'

export const publicUrl = 'https://termine.example.de'
const hour = 60 * minute
let people = 0

/** An office that writes letters, with a mail server of its own; it waits for an answer for so many milliseconds, where said. */
export async function letterOffice({ patience }: { patience?: number } = {}) {
  const mails = await mailServer()
  const office = await openOfficeOn('webchat', undefined, { reach: { mails: true } })
  const desk = newsOffice(office)
  const { database, conversations, keys, clock } = office
  const speak = loadTexts()
  const smtpUrl = `${mails.url}${patience === undefined ? '' : `/?socketTimeout=${patience}`}`
  const ways = { email: email({ smtpUrl, from: 'Termine <termine@example.de>', publicUrl, speak }) }
  const lines: string[] = []
  const log = createLog(readConfig({}), { write: (line) => lines.push(line) })
  const worker = contactDelivery({ database, conversations, keys, ways, log, now: () => clock.now })

  const self = {
    office,
    desk,
    mails,
    worker,
    lettersTo: (address: string) => mails.letters.filter(({ recipients }) => recipients.includes(address)),
    /** Somebody who has booked, and gave an address. */
    async withAddress(language: Language = 'de') {
      const user = await desk.visit(language)
      await user.arrives()
      const card = await user.books(somebody())
      user.isAsked('remind')
      await user.tapsFirst()
      user.isAsked('email')
      const address = `olena${++people}@example.org`
      await user.says(address)
      user.sees(user.t('reminders.email.sent', { address }))
      await worker.deliver()
      const key = card.code.replace('-', '')
      return { user, card, address, key, id: await desk.now(key) }
    },
    /** The first link of a letter that fits, at this machine. */
    link(text: string | undefined, pattern: RegExp): string {
      const [found] = pattern.exec(text ?? '') ?? []
      if (found === undefined) throw new Error(`No ${pattern} in: ${text}`)
      return found.replace(publicUrl, office.origin)
    },
    async confirms(address: string): Promise<string> {
      const url = self.link(self.lettersTo(address).at(-1)?.text, /https:\S+\/m\/[\w-]+/)
      const page = await fetch(url)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<button')])
      const answer = await fetch(url, { method: 'POST' })
      expect(answer.status).toBe(200)
      return url
    },
    /** Two days before the start, at a time of day when nobody sleeps. */
    async reminded({ startsAt }: { startsAt: string }, id: string): Promise<void> {
      const bookedAt = new Date(Date.parse(startsAt) - 200 * hour)
      await database.prisma.appointment.update({ where: { id }, data: { bookedAt } })
      const day = localDay(new Date(Date.parse(startsAt) - 48 * hour))
      clock.now = instantOf({ day, time: '10:00' }) ?? clock.now
      await remind(database, { now: clock.now })
      await desk.work()
    },
    /** What one story leaves waiting is not the next one's. */
    async forget(): Promise<void> {
      mails.state.mood = () => undefined
      mails.state.slow = { recipient: 0, letter: 0 }
      mails.letters.length = 0
      await database.prisma.contact.deleteMany()
    },
    async close(): Promise<void> {
      expect(lines.join('\n'), 'no address in a log').not.toMatch(/@example\.org|Olena/)
      await mails.stop()
      await office.close()
    },
  }
  return self
}

export type LetterOffice = Awaited<ReturnType<typeof letterOffice>>
