import { z } from 'zod'
import { type FreeDay, freeDays } from '#appointments/find-free.ts'
import { addDays } from '#appointments/local-time.ts'
import { rules } from '#appointments/rules.ts'
import type { Choice } from '#message.ts'
import { locationsOf, readChoice, refused, unclear, wishOf } from '../choosing.ts'
import { languageOf, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { faultOfDay, readDay } from '../understanding/day.ts'
import { dayInstant, writeDay, writeShortDay } from '../when.ts'

/** Only days with a free time are offered. A day named by its date is taken at its word: the next step sees what is free. */
export const day: TalkStep = {
  key: 'day',
  gives: 'day',
  ask: async (talk) => {
    const t = textsOf(talk)
    const days = await freeDays(talk.tx, { ...wishOf(talk), now: talk.now })
    return {
      step: 'day',
      text: days.length > 0 ? t('step.day.ask') : t('step.day.none'),
      choices: [...days.map((free) => dayChoice(free, talk)), ...instead(talk)],
      layout: days.length > 0 ? 'calendar' : 'list',
      input: 'any',
    }
  },
  known: instead,
  read: async (said, talk) => {
    if (said.kind === 'press') return judge(z.iso.date().safeParse(said.key).data, talk)
    const named = readNamedDay(said.text, talk)
    if (named) return named
    const days = await freeDays(talk.tx, { ...wishOf(talk), now: talk.now })
    return judge(
      readChoice(
        said.text,
        'day',
        days.map((free) => dayChoice(free, talk)),
      ),
      talk,
    )
  },
}

/** What a text makes of the day when it names one, be it a day that never was; undefined when it speaks of something else. */
export function readNamedDay(text: string, talk: Talk): TalkReading | undefined {
  const said = { language: languageOf(talk), today: talk.today }
  const named = readDay(text, said)
  if (named !== undefined) return judge(named, talk)
  const fault = faultOfDay(text, said)
  return fault && unclear(textsOf(talk)(`step.day.${fault}`))
}

function judge(chosen: string | undefined, talk: Talk): TalkReading {
  const t = textsOf(talk)
  if (chosen === undefined) return unclear()
  if (chosen < talk.today) return refused(t('step.day.past', { day: write(chosen, talk) }))
  const last = addDays(talk.today, rules.lastDay)
  if (chosen > last) return refused(t('step.day.too-far', { day: write(last, talk) }))
  return { kind: 'answered', answers: { day: chosen } }
}

/** Where none of the days suits. */
function instead(talk: Talk): Choice[] {
  const t = textsOf(talk)
  const places = locationsOf(talk).length > 1
  return [
    { value: 'menu:subscribe', label: t('menu.subscribe'), aside: true },
    ...(places ? [{ value: 'menu:change-location', label: t('change.location'), aside: true }] : []),
  ]
}

function dayChoice({ day: value, free }: FreeDay, talk: Talk): Choice {
  return {
    value: `day:${value}`,
    label: writeShortDay(dayInstant(value), languageOf(talk)),
    spoken: `${write(value, talk)}: ${textsOf(talk)('step.day.free', { count: free })}`,
    day: value,
  }
}

function write(day: string, talk: Talk): string {
  return writeDay(dayInstant(day), languageOf(talk))
}
