import { z } from 'zod'
import { addDays } from '#appointments/local-time.ts'
import type { Choice } from '#message.ts'
import { readChoice, refused, unclear } from '../choosing.ts'
import { languageOf, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { readDay } from '../understanding/day.ts'
import { dayInstant, writeDay, writeShortDay } from '../when.ts'

/** The last day that helps. Whoever wants an earlier appointment has said it already. */
export const until: TalkStep = {
  key: 'until',
  gives: 'until',
  applies: ({ answers }) => answers.earlier === 'none',
  ask: async (talk) => ({
    step: 'until',
    text: textsOf(talk)('waitlist.until-ask'),
    choices: choicesOf(talk),
    layout: 'list',
    input: 'any',
  }),
  read: async (said, talk) => {
    const key =
      said.kind === 'press'
        ? said.key
        : (readDay(said.text, { language: languageOf(talk), today: talk.today }) ??
          readChoice(said.text, 'until', choicesOf(talk)))
    if (key === 'any') return { kind: 'answered', answers: { until: 'any' } }
    const day = z.iso.date().safeParse(key).data
    if (day === undefined) return unclear()
    if (day >= talk.today) return { kind: 'answered', answers: { until: day } }
    const written = writeDay(dayInstant(day), languageOf(talk))
    return refused(textsOf(talk)('step.day.past', { day: written }))
  },
}

function choicesOf(talk: Talk): Choice[] {
  const t = textsOf(talk)
  const days = [7, 14, 28].map((ahead) => addDays(talk.today, ahead))
  return [
    ...days.map((day) => ({
      value: `until:${day}`,
      label: t('waitlist.until-short', { day: writeShortDay(dayInstant(day), languageOf(talk)) }),
    })),
    { value: 'until:any', label: t('waitlist.until-any') },
  ]
}
