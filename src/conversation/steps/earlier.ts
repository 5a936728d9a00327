import type { Appointment } from '#appointments/appointment.ts'
import { appointmentsOf } from '#appointments/find.ts'
import type { Answers } from '../answers.ts'
import { type Option, readOption, unclear } from '../choosing.ts'
import { languageOf, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { writeShortDay, writeTime } from '../when.ts'

/** Whoever has an appointment may want an earlier one instead of it, or one for another matter. */
export const earlier: TalkStep = {
  key: 'earlier',
  gives: 'earlier',
  fits: ({ answers }) => answers.earlier === 'none' || answers.department !== undefined,
  ask: async (talk) => {
    const mine = await appointmentsFor(talk)
    if (mine.length === 0) return { kind: 'answered', answers: { earlier: 'none' } }
    const choices = optionsOf(talk, mine).map(({ key, label }) => ({ value: `earlier:${key}`, label }))
    return { step: 'earlier', text: textsOf(talk)('waitlist.which'), choices, layout: 'list', input: 'any' }
  },
  read: async (said, talk) => {
    const mine = await appointmentsFor(talk)
    const key = readOption(said, 'earlier', optionsOf(talk, mine))
    const chosen = mine.find(({ code }) => code === key)
    if (chosen) return { kind: 'answered', answers: toWish(chosen) }
    return key === 'none' ? { kind: 'answered', answers: { earlier: 'none' } } : unclear()
  },
}

/** An appointment says what the earlier one is for. */
function toWish({ code, departmentId, serviceId }: Appointment): Answers {
  return { earlier: code, department: departmentId, service: serviceId }
}

async function appointmentsFor(talk: Talk): Promise<Appointment[]> {
  const { department } = talk.answers
  const mine = await appointmentsOf(talk.tx, talk)
  return mine.filter(({ departmentId }) => department === undefined || departmentId === department)
}

function optionsOf(talk: Talk, mine: readonly Appointment[]): Option[] {
  const t = textsOf(talk)
  const label = (startsAt: Date) =>
    t('waitlist.earlier', { when: `${writeShortDay(startsAt, languageOf(talk))} ${writeTime(startsAt)}` })
  return [
    ...mine.map(({ code, startsAt }) => ({ key: code, label: label(startsAt) })),
    { key: 'none', label: t('waitlist.other-matter') },
  ]
}
