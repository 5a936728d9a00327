import { book } from '#appointments/book.ts'
import type { Choice } from '#message.ts'
import type { Answers } from '../answers.ts'
import { bookingOf, whereAndWhen } from '../booking.ts'
import { showAppointment, writeCode } from '../card.ts'
import { confirming } from '../confirming.ts'
import { locationsOf } from '../choosing.ts'
import { isOverheard } from '../overheard.ts'
import { isPrivate } from '../private-form.ts'
import { languageOf, say, type Talk, type TalkReading, textsOf } from '../talk.ts'
import { dayInstant, writeBirthday, writeWhen } from '../when.ts'
import { offersMail } from './email.ts'
import { lostHold } from './lost-hold.ts'

export const confirmBooking = confirming({
  reference: (talk) => bookingOf(talk).reference,
  yes: (talk) => textsOf(talk)('confirm.book'),
  summary: async (talk) => ({ text: summary(talk) }),
  instead: changes,
  act: async (talk): Promise<TalkReading> => {
    const t = textsOf(talk)
    const { conversationId, channel, now } = talk
    const { time, name, dateOfBirth, people } = complete(talk.answers)
    const booking = { conversationId, channel, now, holdId: time.holdId, people, language: languageOf(talk) }
    const booked = await book(talk.tx, talk.keys, { ...booking, applicant: { name, dateOfBirth } })
    switch (booked.outcome) {
      case 'booked':
        return {
          kind: 'ended',
          say: [
            { ...showAppointment(talk, booked.appointment, t('card.booked')), booked: true },
            say(t('waitlist.hint')),
          ],
          answers: offersMail(talk) ? { news: { about: 'remind', code: booked.appointment.code } } : {},
        }
      case 'hold-expired':
        return lostHold(talk, booked.alternatives)
      case 'has-one':
        return {
          kind: 'ended',
          say: [
            say(
              booked.startsAt && booked.code
                ? t('book.has-one-here', {
                    when: writeWhen(booked.startsAt, languageOf(talk)),
                    code: writeCode(booked.code),
                  })
                : t('book.has-one'),
            ),
          ],
        }
    }
  },
})

function summary(talk: Talk): string {
  const t = textsOf(talk)
  const { name, dateOfBirth, people } = complete(talk.answers)
  const rows = [
    ...(isOverheard(talk) ? whereAndWhen(talk) : bookingOf(talk).rows).map(({ label, value }) => [label, value]),
    ...(isPrivate(talk)
      ? [[t('form.entered'), t('form.entered-where')]]
      : [
          [t('label.name'), name],
          [t('label.dateOfBirth'), writeBirthday(dayInstant(dateOfBirth), languageOf(talk))],
        ]),
    [t('label.people'), t('step.people.count', { count: people })],
  ]
  return [t('step.confirm.ask'), ...rows.map(([label, value]) => `${label}: ${value}`)].join('\n')
}

function changes(talk: Talk): Choice[] {
  const t = textsOf(talk)
  const places = locationsOf(talk).length > 1 ? (['location'] as const) : []
  const who = isPrivate(talk) ? (['name'] as const) : (['name', 'dateOfBirth', 'people'] as const)
  const keys = ['department', 'service', ...places, 'day', 'time', ...who] as const
  const label = (key: (typeof keys)[number]) =>
    key === 'name' && isPrivate(talk) ? t('form.change') : t(`change.${key}`)
  return keys.map((key) => ({ value: `menu:change-${key}`, label: label(key), aside: true }))
}

function complete({ time, name, dateOfBirth, people }: Answers) {
  if (!time || !name || !dateOfBirth || !people) throw new Error('A booking is confirmed before all is answered')
  return { time, name, dateOfBirth, people }
}
