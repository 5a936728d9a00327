import { cancel } from '#appointments/cancel.ts'
import { sayComing } from '#appointments/notices/say-coming.ts'
import { writeCode } from '../card.ts'
import { unclear } from '../choosing.ts'
import { languageOf, say, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import { toAppointment } from './appointment.ts'
import type { NewsQuestion } from './news.ts'

/** The appointment is near. Cancelling is one tap: whoever can't come is thanked, and offered other times. */
export const reminderNews: NewsQuestion = {
  text: (talk, { startsAt }) => textsOf(talk)('reminders.ask', { when: writeWhen(startsAt, languageOf(talk)) }),
  options: async (talk) => keys.map((key) => ({ key, label: textsOf(talk)(`reminders.${key}`) })),
  startsTask: (key) => key !== 'coming',
  answer: async (talk, visit, key) => {
    const t = textsOf(talk)
    const { tx, conversationId, now } = talk
    const { code, startsAt } = visit
    const when = writeWhen(startsAt, languageOf(talk))
    const gone = { kind: 'answered', answers: { news: undefined }, say: [say(t('step.appointment.gone'))] } as const
    switch (key) {
      case 'coming': {
        const { outcome } = await sayComing(tx, { conversationId, code, now })
        if (outcome === 'over') return { ...gone, say: [...gone.say] }
        return { kind: 'answered', answers: { news: undefined }, say: [say(t('reminders.says-coming', { when }))] }
      }
      case 'move':
        if (visit.state !== 'booked' || startsAt <= now) return { ...gone, say: [...gone.say] }
        return { kind: 'ended', say: [], answers: { menu: 'move', ...toAppointment(visit) } }
      case 'cancel': {
        const { outcome } = await cancel(tx, { conversationId, code, now })
        if (outcome === 'started')
          return { kind: 'answered', answers: { news: undefined }, say: [say(t('appointment.started'))] }
        if (outcome !== 'cancelled')
          return { kind: 'answered', answers: { news: undefined }, say: [say(t('cancel.already'))] }
        const text = t('reminders.says-cancelled', { when })
        return {
          kind: 'ended',
          say: [{ text, cancelled: { code: writeCode(code) } }],
          answers: { news: { about: 'cancelled', code } },
        }
      }
      default:
        return unclear()
    }
  },
}

const keys = ['coming', 'move', 'cancel'] as const
