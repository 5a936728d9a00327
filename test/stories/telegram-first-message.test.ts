import { afterAll, beforeAll, expect, it } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { openOffice } from './open-office.ts'
import { publicUrl, telegramVisitor } from './telegram-visitor.ts'

const speak = loadTexts()
const notices = Language.options.flatMap((language) => [
  speak(language)('step.language.ask'),
  speak(language)('notice'),
  speak(language)('notice-elsewhere'),
])

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(undefined, { telegram: true, reach: { publicUrl, privateForms: ['telegram'] } })
})
afterAll(() => office.close())

it.each([undefined, 'pl'])(
  'says before the first choice, in all languages, what Telegram may learn and where the web chat is: %s',
  async (language) => {
    const visitor = telegramVisitor(office, language)
    await visitor.says('/start')
    expect(visitor.user.sees).toHaveLength(1)
    for (const notice of notices) expect(visitor.last().text).toContain(notice)
    expect(visitor.last().text.split('\n').at(-1)).toBe(`${publicUrl}/`)
    // One message, which its app does not have to scroll for minutes.
    expect(visitor.last().text.length).toBeLessThan(2500)
    await visitor.taps('language:tr')
    expect(visitor.last().text).toContain(speak('tr')('greeting'))
    expect(visitor.last().text).toContain(`${publicUrl}/?language=tr`)
  },
)

it('says so as well to whoever begins with a picture, and only once', async () => {
  const visitor = telegramVisitor(office)
  await visitor.says({ sticker: { file_id: 'a', file_unique_id: 'b', type: 'regular', width: 1, height: 1 } })
  for (const notice of notices) expect(visitor.last().text).toContain(notice)
  await visitor.says('???')
  expect(visitor.last().text).toContain(speak('ar')('step.language.ask'))
  expect(visitor.last().text).not.toContain(speak('ar')('notice'))
})

it('says so in the first message of the app’s language too', async () => {
  const visitor = telegramVisitor(office, 'fr')
  await visitor.says('/start')
  expect(visitor.last().text).toContain(speak('fr')('greeting'))
  expect(visitor.last().text).toContain(speak('fr')('greeting-elsewhere', { url: `${publicUrl}/?language=fr` }))
})
