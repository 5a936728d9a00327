import { z } from 'zod'
import { type FreeDay, freeDays } from '#appointments/find-free.ts'
import type { Choice } from '#message.ts'
import { locationsOf, readChoice, refused, unclear, wishOf } from '../choosing.ts'
import { languageOf, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { readDay } from '../understanding/day.ts'
import { dayInstant, writeDay, writeShortDay } from '../when.ts'

/** Only days with a free time are offered. A day named by its date is taken at its word: the next step sees what is free. */
export const day: TalkStep = {
  key: 'day',
  gives: 'day',
  ask: async (talk) => {
    const t = textsOf(talk)
    const days = await freeDays(talk.tx, { ...wishOf(talk), now: talk.now })
    const elsewhere = locationsOf(talk).length > 1
    return {
      step: 'day',
      text: days.length > 0 ? t('step.day.ask') : t('step.day.none'),
      choices: [
        ...days.map((free) => dayChoice(free, talk)),
        { value: 'menu:subscribe', label: t('menu.subscribe'), aside: true },
        ...(elsewhere ? [{ value: 'menu:change-location', label: t('change.location'), aside: true }] : []),
      ],
      layout: days.length > 0 ? 'calendar' : 'list',
      input: 'any',
    }
  },
  read: async (said, talk) => {
    if (said.kind === 'press') return judge(z.iso.date().safeParse(said.key).data, talk)
    const named = readDay(said.text, { language: languageOf(talk), today: talk.today })
    if (named !== undefined) return judge(named, talk)
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

function judge(chosen: string | undefined, talk: Talk) {
  if (chosen === undefined) return unclear()
  if (chosen < talk.today) return refused(textsOf(talk)('step.day.past', { day: write(chosen, talk) }))
  return { kind: 'answered' as const, answers: { day: chosen } }
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
