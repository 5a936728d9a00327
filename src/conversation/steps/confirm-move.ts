import type { Appointment } from '#appointments/appointment.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { move } from '#appointments/move.ts'
import { rules } from '#appointments/rules.ts'
import { showAppointment } from '../card.ts'
import { confirming } from '../confirming.ts'
import { locationOf, locationsOf } from '../choosing.ts'
import { languageOf, named, say, type Talk, type TalkReading, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import { lostHold } from './lost-hold.ts'

export const confirmMove = confirming({
  reference: ({ answers }) => answers.time?.holdId.slice(0, 8) ?? '',
  yes: (talk) => textsOf(talk)('confirm.move'),
  summary: async (talk) => {
    const t = textsOf(talk)
    const old = await chosenAppointment(talk)
    if (!old) return { kind: 'ended', say: [say(t('step.appointment.gone'))] }
    const location = locationOf(talk)
    const to = `${writeWhen(new Date(talk.answers.time?.startsAt ?? 0), languageOf(talk))}, ${location ? named(talk, location.name) : ''}`
    return { text: t('step.confirm.move', { from: writeWhen(old.startsAt, languageOf(talk)), to }) }
  },
  instead: (talk) => {
    const places = locationsOf(talk).length > 1 ? (['location'] as const) : []
    return [...places, 'day' as const, 'time' as const].map((key) => ({
      value: `menu:change-${key}`,
      label: textsOf(talk)(`change.${key}`),
      aside: true,
    }))
  },
  act: async (talk): Promise<TalkReading> => {
    const t = textsOf(talk)
    const { conversationId, now, answers } = talk
    const moved = await move(talk.tx, {
      conversationId,
      now,
      holdId: answers.time?.holdId ?? '',
      code: answers.appointment ?? '',
    })
    switch (moved.outcome) {
      case 'moved':
        return { kind: 'ended', say: [{ ...showAppointment(talk, moved.appointment, t('card.moved')), booked: true }] }
      case 'hold-expired':
        return lostHold(talk, moved.alternatives)
      case 'too-many-moves':
        return { kind: 'ended', say: [say(t('move.too-many', { count: rules.moves }))] }
      case 'started':
        return { kind: 'ended', say: [say(t('appointment.started'))] }
      case 'not-found':
        return { kind: 'ended', say: [say(t('step.appointment.gone'))] }
    }
  },
})

export async function chosenAppointment(talk: Talk): Promise<Appointment | undefined> {
  return (await appointmentsOf(talk.tx, talk)).find(({ code }) => code === talk.answers.appointment)
}
