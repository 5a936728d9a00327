import { cancel } from '#appointments/cancel.ts'
import { describe, writeCode } from '../card.ts'
import { confirming } from '../confirming.ts'
import { languageOf, say, type TalkReading, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import { chosenAppointment } from './confirm-move.ts'

export const confirmCancel = confirming({
  reference: ({ answers }) => answers.appointment ?? '',
  yes: (talk) => textsOf(talk)('confirm.cancel'),
  summary: async (talk) => {
    const t = textsOf(talk)
    const chosen = await chosenAppointment(talk)
    if (!chosen) return { kind: 'ended', say: [say(t('step.appointment.gone'))] }
    const text = t('step.confirm.cancel', {
      when: writeWhen(chosen.startsAt, languageOf(talk)),
      ...describe(talk, chosen),
    })
    return { text }
  },
  instead: (talk) => [{ value: 'menu:move', label: textsOf(talk)('confirm.move-instead'), aside: true }],
  act: async (talk): Promise<TalkReading> => {
    const t = textsOf(talk)
    const { conversationId, now, answers } = talk
    const cancelled = await cancel(talk.tx, { conversationId, now, code: answers.appointment ?? '' })
    switch (cancelled.outcome) {
      case 'cancelled': {
        const { code, startsAt } = cancelled.appointment
        const text = t('cancel.done', { when: writeWhen(startsAt, languageOf(talk)) })
        return { kind: 'ended', say: [{ text, cancelled: { code: writeCode(code) } }] }
      }
      case 'already':
        return { kind: 'ended', say: [say(t('cancel.already'))] }
      case 'started':
        return { kind: 'ended', say: [say(t('appointment.started'))] }
      case 'not-found':
        return { kind: 'ended', say: [say(t('step.appointment.gone'))] }
    }
  },
})
