import { describe, expect, it } from 'vitest'
import { renderMessage, type TelegramCall } from '#channels/telegram/render-message.ts'
import type { LogEntry } from '#conversation/conversations.ts'
import { showAppointment } from '#conversation/card.ts'
import type { Talk } from '#conversation/talk.ts'
import type { Outgoing } from '#message.ts'
import { Language, loadTexts } from '#texts.ts'
import { readOfficeData } from '../../../prisma/seed/office-data.ts'

const speak = loadTexts()
const formUrl = (token: string) => `https://termine.example.de/f/${token}`
const at = new Date('2026-11-20T08:00:00Z')

function render(message: Outgoing, { before = [], after = [] }: { before?: LogEntry[]; after?: Outgoing[] } = {}) {
  const following = after.map((each, index) => ({ sequence: 100 + index, at, from: 'office' as const, message: each }))
  return renderMessage({ message, at, before, after: following }, { speak, formUrl })
}

function captionOf(call: TelegramCall | undefined): string {
  return call && 'caption' in call ? call.caption : ''
}

/** The menu as it is asked in a language. */
function menu(language: Language): Outgoing {
  const choices = [{ value: 'menu:book', label: speak(language)('menu.book') }]
  return {
    text: speak(language)('step.menu.ask'),
    language,
    question: { step: 'menu', choices, layout: 'list', input: 'any' },
  }
}

describe('an appointment', () => {
  const { departments, services, locations, documents } = readOfficeData()

  /** The card of every service of the example office, as the conversation words it. */
  function cards(language: Language, reach: Talk['reach'] = {}): Outgoing[] {
    const named = services.map((service) => ({
      ...service,
      departmentId: service.department,
      locationIds: [],
      documents: Object.fromEntries(
        Language.options.map((each) => [each, service.documents.map((id) => documents[id]?.[each])]),
      ),
    }))
    const office = {
      departments: departments.map((department) => ({
        ...department,
        services: named.filter(({ departmentId }) => departmentId === department.id),
      })),
      locations,
    }
    const talk = { answers: { language }, channel: 'telegram', reach, office, speak } as unknown as Talk
    return named.flatMap(({ id, departmentId }) =>
      locations.map(({ id: locationId }) => {
        const appointment = {
          id,
          code: 'BCDF2345',
          checkInCode: 'a'.repeat(22),
          // A Wednesday in September: the longest of days in most languages.
          startsAt: new Date('2026-09-30T08:20:00Z'),
          endsAt: new Date('2026-09-30T08:40:00Z'),
          departmentId,
          serviceId: id,
          locationId,
          people: 2,
          moves: 0,
          state: 'booked' as const,
          language,
        }
        return { language, ...showAppointment(talk, appointment, speak(language)('card.booked')) }
      }),
    )
  }

  it.each(Language.options)(
    'of the example office fits below its picture with what is asked next, in %s',
    (language) => {
      for (const card of cards(language)) {
        const { calls, covers } = render(card, { after: [menu(language)] })
        expect(calls, captionOf(calls[0])).toHaveLength(1)
        expect(covers).toBe(2)
        expect(captionOf(calls[0]).length).toBeLessThanOrEqual(1024)
        expect(captionOf(calls[0])).toContain(speak(language)('card.plea'))
        for (const document of card.appointment?.documents ?? []) expect(captionOf(calls[0])).toContain(document)
      }
    },
  )

  it('leads to its documents where they may not be named', () => {
    for (const card of cards('de', { publicUrl: 'https://termine.example.de' })) {
      const [call] = render(card, { after: [menu('de')] }).calls
      expect(captionOf(call)).toContain(speak('de')('card.documents-elsewhere'))
      expect(captionOf(call)).not.toContain('•')
      expect(call?.keyboard.flat()).toContainEqual({
        text: `📄 ${speak('de')('card.documents-button')}`,
        url: `https://termine.example.de/d/${'a'.repeat(22)}?language=de`,
      })
    }
  })

  it('leads from its address to the map', () => {
    const [card] = cards('de')
    const [call] = render(card!).calls
    const [entity] = call && 'entities' in call ? call.entities : []
    expect(entity).toMatchObject({ type: 'text_link', url: card?.appointment?.mapUrl })
    expect(captionOf(call).slice(entity?.offset, (entity?.offset ?? 0) + (entity?.length ?? 0))).toBe(
      `${card?.appointment?.place}, ${card?.appointment?.street}`,
    )
    expect(captionOf(call)).not.toContain('https:')
  })

  it('stands alone where another one follows, or a question that does not fit below it', () => {
    const [card, other] = cards('de')
    expect(render(card!, { after: [other!, menu('de')] }).covers).toBe(1)
    const long: Outgoing = { ...menu('de'), text: 'x'.repeat(900) }
    long.question = { ...long.question!, step: 'service' }
    const { calls, covers } = render(card!, { after: [long] })
    expect(covers).toBe(1)
    expect(calls[0]?.keyboard.flat().map(({ text }) => text)).toEqual(['📋 BCDF-2345', '📅 Kalenderdatei'])
  })

  it('whose documents fill more than a caption is told to the end', () => {
    const [card] = cards('de')
    const text = `${card?.text}\n${Array.from({ length: 60 }, (_, number) => `• Unterlage Nummer ${number}`).join('\n')}`
    const { calls, covers } = render({ ...card!, text }, { after: [menu('de')] })
    expect(covers).toBe(1)
    expect(calls.map(({ method }) => method)).toEqual(['sendPhoto', 'sendMessage'])
    expect(captionOf(calls[0]).length).toBeLessThanOrEqual(1024)
    expect(calls[1]).toMatchObject({ text: expect.stringContaining('Unterlage Nummer 59') })
  })
})
