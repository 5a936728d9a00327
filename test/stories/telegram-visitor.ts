import { expect } from 'vitest'
import { buttonOf, submitForm } from '../forms/submit-form.ts'
import type { Shown } from '../telegram/chats.ts'
import type { VirtualUser } from '../telegram/virtual-user.ts'
import type { openOffice } from './open-office.ts'
import { quiet } from './telegram-line.ts'

export const publicUrl = 'https://termine.example.de'

type Office = Awaited<ReturnType<typeof openOffice>>

/** A person with the app, who waits until the bot has said what it wants to say. */
export function telegramVisitor(office: Office, language_code?: string) {
  const fake = office.fake!
  const user = fake.user({ first_name: '<3', ...(language_code !== undefined && { language_code }) })
  const settle = () => quiet(fake, office.database)

  const self = {
    user,
    settle,
    last: (): Shown => user.sees.at(-1)!,
    buttons: () => self.last().keyboard.flat(),
    /** Everything the bot sent to this chat. */
    calls: () => fake.calls.filter(({ params }) => params['chat_id'] === user.id),
    async says(...content: Parameters<VirtualUser['sends']>) {
      user.sends(...content)
      await settle()
    },
    async taps(label: string) {
      user.presses(label)
      await settle()
    },
    async tapsFirst() {
      const first = user.asked?.keyboard.flat().find(({ callback_data: data }) => data && !/^(menu|page):/.test(data))
      if (!first) throw new Error(`Nothing to tap: ${user.sees.at(-1)?.text}`)
      await self.taps(first.callback_data ?? '')
    },
    /** Takes the first choice of each question until this is so. */
    async goesOnUntil(isSo: () => boolean) {
      for (let turns = 0; !isSo(); turns++) {
        expect(turns, self.last().text).toBeLessThan(8)
        await self.tapsFirst()
      }
    },
    /** From the menu to the button that leads to the page. */
    async goesToPage(department?: string) {
      await self.taps('menu:book')
      if (department !== undefined) await self.taps(department)
      await self.goesOnUntil(() => self.buttons().some(({ url }) => url?.includes('/f/')))
    },
    /** The page that the chat's button leads to. */
    page(): string {
      const link = self.buttons().find(({ url }) => url?.includes('/f/'))?.url ?? ''
      expect(link.startsWith(`${publicUrl}/f/`)).toBe(true)
      return link.replace(publicUrl, office.origin)
    },
    /** Fills in that page, and presses its button. */
    async fillsIn(fields: Record<string, string>) {
      const url = self.page()
      const answer = await submitForm(url, { ...fields, ...(await buttonOf(url)) })
      expect(answer.status).toBeLessThan(400)
      await settle()
    },
    /** Books from the menu on; the page books at once. */
    async books(birthday: string, department?: string) {
      await self.goesToPage(department)
      await self.fillsIn(applicant(birthday))
    },
  }
  return self
}

export const applicant = (birthday: string) => ({ name: 'Олена Тест', birthday, people: '2' })
