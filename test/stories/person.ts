import { expect } from 'vitest'
import type { AppointmentCard, Choice } from '#message.ts'
import { type Language, loadTexts, nativeName } from '#texts.ts'

/** One message as a channel delivers it, in words that all channels share. */
export type Heard = {
  text: string
  step?: string
  choices: Choice[]
  card?: AppointmentCard
  booked?: { code: string; startsAt: string }
  cancelled?: { code: string }
  form?: { token: string; label: string }
}

/** A channel as a story uses it: what somebody can do there, and what has come since. */
export type Line = {
  /** Whatever is sent again under the same `id` is meant once. */
  say(text: string, id?: string): Promise<void>
  press(choice: Choice): Promise<void>
  /** Fills in the one-time page that a question leads to. */
  fillIn?(token: string, who: Required<Who>): Promise<void>
  hear(): Promise<Heard[]>
}

type Who = { name?: string; birthday?: string }

const speak = loadTexts()

/** Somebody in a conversation. Buttons are named by the text on them, as people do. */
export function person(line: Line, language: Language) {
  let heard: Heard[] = []
  let open: Heard | undefined

  async function listen(): Promise<void> {
    heard = await line.hear()
    open = heard.findLast(({ step }) => step !== undefined) ?? open
  }

  const self = {
    t: speak(language),
    language,
    async says(text: string) {
      await line.say(text)
      await listen()
    },
    /** Presses the button with this text, of the question that is open. */
    async taps(label: string) {
      const choice = open?.choices.find((each) => each.label === label)
      expect(choice, `a button "${label}" among ${open?.choices.map((each) => each.label).join(' | ')}`).toBeDefined()
      if (choice) await self.presses(choice)
    },
    async tapsFirst() {
      const [first] = open?.choices.filter(({ aside }) => !aside) ?? []
      expect(first, 'a first choice').toBeDefined()
      if (first) await self.presses(first)
    },
    async presses(choice: Choice) {
      await line.press(choice)
      await listen()
    },
    async listens() {
      await listen()
    },
    sees(text: string | RegExp) {
      const all = heard.map((each) => each.text).join('\n---\n')
      if (typeof text === 'string') expect(all).toContain(text)
      else expect(all).toMatch(text)
    },
    isAsked(step: string) {
      expect(open?.step, heard.map((each) => each.text).join('\n---\n')).toBe(step)
      expect(heard.at(-1)?.step, 'the question is the last message').toBe(step)
    },
    get step(): string {
      return open?.step ?? ''
    },
    get choices(): Choice[] {
      return open?.choices ?? []
    },
    get form(): Heard['form'] {
      return open?.form
    },
    get heard(): Heard[] {
      return heard
    },
    /** Goes from the first contact to the menu. */
    async arrives() {
      await listen()
      self.isAsked('language')
      await self.taps(nativeName(language))
      self.isAsked('menu')
      self.sees(self.t('greeting'))
    },
    /** Answers the questions of a booking up to this step, with the first choice and a person of one's own. */
    async goesTo(step: string, who: Who = {}) {
      for (let turns = 0; open?.step !== step; turns++) {
        expect(turns, `a way to ${step}, now at ${open?.step}`).toBeLessThan(15)
        await self.goesOn(who)
      }
    },
    async goesOn({ name = 'Олена Тест-Ковальчук', birthday = '24.08.1991' }: Who = {}) {
      if (open?.form) await self.fillsIn({ name, birthday })
      else if (open?.step === 'name') await self.says(name)
      else if (open?.step === 'dateOfBirth') await self.says(birthday)
      else await self.tapsFirst()
    },
    async fillsIn(who: Required<Who>) {
      await line.fillIn?.(open?.form?.token ?? '', who)
      await listen()
    },
    /** Books what comes first and returns what was handed out. */
    async books(who: Who = {}): Promise<AppointmentCard> {
      if (open?.step !== 'menu') await self.says('/menu')
      await self.goesTo('confirm', who)
      await self.tapsFirst()
      const card = heard.find((each) => each.booked)?.card
      expect(card, heard.map((each) => each.text).join('\n---\n')).toBeDefined()
      if (!card) throw new Error('nothing was booked')
      return card
    },
  }
  return self
}
