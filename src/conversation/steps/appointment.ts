import type { Appointment } from '#appointments/appointment.ts'
import { appointmentsOf } from '#appointments/find.ts'
import type { Answers } from '../answers.ts'
import { describe } from '../card.ts'
import { listQuestion, type Option, readOption, unclear } from '../choosing.ts'
import { isOverheard } from '../overheard.ts'
import { languageOf, say, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { writeShortDay, writeTime } from '../when.ts'

/** Which of one's appointments. One alone is not asked for; none leads to opening one by its code. */
export const appointment: TalkStep = {
  key: 'appointment',
  gives: 'appointment',
  fits: ({ answers }) => answers.department !== undefined && answers.service !== undefined,
  ask: async (talk) => {
    const mine = await appointmentsOf(talk.tx, talk)
    const [only] = mine
    if (only === undefined)
      return { kind: 'answered', answers: { elsewhere: true }, say: [say(textsOf(talk)('step.appointment.none'))] }
    if (mine.length === 1) return { kind: 'answered', answers: toAppointment(only) }
    return listQuestion(
      talk,
      'appointment',
      mine.map((each) => optionOf(each, talk)),
    )
  },
  read: async (said, talk) => {
    const mine = await appointmentsOf(talk.tx, talk)
    const code = readOption(
      said,
      'appointment',
      mine.map((each) => optionOf(each, talk)),
    )
    const chosen = mine.find((each) => each.code === code)
    return chosen ? { kind: 'answered', answers: toAppointment(chosen) } : unclear()
  },
}

/** What an appointment answers by itself: a move asks only for what changes. */
export function toAppointment({ code, departmentId, serviceId, locationId, people }: Appointment): Answers {
  return { appointment: code, department: departmentId, service: serviceId, location: locationId, people }
}

function optionOf(each: Appointment, talk: Talk): Option {
  const day = writeShortDay(each.startsAt, languageOf(talk))
  const { service, location } = describe(talk, each)
  return { key: each.code, label: `${day} ${writeTime(each.startsAt)} · ${isOverheard(talk) ? location : service}` }
}
