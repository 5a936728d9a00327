import { appointmentsOf } from '#appointments/find.ts'
import { showAppointment } from '../card.ts'
import { refused } from '../choosing.ts'
import { say, type TalkStep, textsOf } from '../talk.ts'

/** The end of opening an appointment: it is shown, and the conversation knows it from now on. */
export const shownAppointment: TalkStep = {
  key: 'appointment',
  ask: async (talk) => {
    const t = textsOf(talk)
    const opened = (await appointmentsOf(talk.tx, talk)).find(({ code }) => code === talk.answers.appointment)
    const shown = opened ? showAppointment(talk, opened, t('card.yours')) : say(t('step.appointment.gone'))
    return { kind: 'ended', say: [shown] }
  },
  read: async (_said, talk) => refused(textsOf(talk)('stale.over')),
}
