import { type FreeTime, freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { rules } from '#appointments/rules.ts'
import type { Choice } from '#message.ts'
import { locationOf, readChoice, refused, unclear, wishOf } from '../choosing.ts'
import { languageOf, say, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { readTime } from '../understanding/time.ts'
import { dayInstant, localDay, writeDay, writeList, writeTime, writeWhen } from '../when.ts'
import { readNamedDay } from './day.ts'

/** Choosing a time reserves it: the answer is the hold, which fits only what it was made for. */
export const time: TalkStep = {
  key: 'time',
  gives: 'time',
  fits: ({ answers, ...talk }) =>
    answers.time?.service === answers.service &&
    answers.time?.location === locationOf({ answers, ...talk })?.id &&
    answers.time?.day === answers.day,
  ask: async (talk) => {
    const t = textsOf(talk)
    const day = chosenDay(talk)
    const times = await freeTimes(talk.tx, { ...wishOf(talk), day, now: talk.now })
    const written = writeDay(dayInstant(day), languageOf(talk))
    if (times.length === 0)
      return { kind: 'answered', answers: { day: undefined }, say: [say(t('step.time.full', { day: written }))] }
    return {
      step: 'time',
      text: t('step.time.ask', { day: written }),
      choices: [...times.map(timeChoice), ...instead(talk)],
      layout: 'times',
      input: 'any',
    }
  },
  known: instead,
  read: async (said, talk) => {
    const startsAt = said.kind === 'press' ? readInstant(said.key) : await readTyped(said.text, talk)
    // Whoever names a day here wants another one.
    if (startsAt === undefined) return (said.kind === 'text' && readNamedDay(said.text, talk)) || unclear()
    if (localDay(startsAt) !== talk.answers.day) return refused(textsOf(talk)('stale.answered'))
    return reserve(startsAt, talk)
  },
}

/** Where none of the times suits. */
function instead(talk: Talk): Choice[] {
  const t = textsOf(talk)
  return [
    { value: 'menu:change-day', label: t('change.day'), aside: true },
    { value: 'menu:subscribe', label: t('menu.subscribe'), aside: true },
  ]
}

async function reserve(startsAt: Date, talk: Talk): Promise<TalkReading> {
  const t = textsOf(talk)
  const wish = wishOf(talk)
  const reserved = await hold(talk.tx, { ...wish, conversationId: talk.conversationId, startsAt, now: talk.now })
  switch (reserved.outcome) {
    case 'taken': {
      const others = reserved.alternatives.slice(0, 3).map((free) => writeWhen(free.startsAt, languageOf(talk)))
      const taken = t('step.time.taken', { time: writeTime(startsAt) })
      return refused(
        others.length > 0 ? `${taken} ${t('step.time.others', { times: writeList(others, languageOf(talk)) })}` : taken,
      )
    }
    case 'held':
      return {
        kind: 'answered',
        answers: {
          time: {
            holdId: reserved.hold.id,
            startsAt: reserved.hold.startsAt.toISOString(),
            endsAt: reserved.hold.endsAt.toISOString(),
            service: wish.serviceId,
            location: wish.locationId,
            day: chosenDay(talk),
          },
        },
        say: [say(t('step.time.held', { time: writeTime(startsAt), count: rules.holdMinutes }))],
      }
  }
}

async function readTyped(text: string, talk: Talk): Promise<Date | undefined> {
  const times = await freeTimes(talk.tx, { ...wishOf(talk), day: chosenDay(talk), now: talk.now })
  const named = readTime(text, languageOf(talk))
  const offered = times.find((free) => free.time === named) ?? times.find((free) => free.time === afternoon(named))
  return offered?.startsAt ?? readInstant(readChoice(text, 'time', times.map(timeChoice)))
}

/** "2" is two in the afternoon where the office is open only then. */
function afternoon(time = ''): string {
  return `${Number(time.slice(0, 2)) + 12}${time.slice(2)}`
}

function timeChoice({ startsAt, time: label }: FreeTime): Choice {
  return { value: `time:${startsAt.toISOString().slice(0, 16)}Z`, label, time: label }
}

function readInstant(key: string | undefined): Date | undefined {
  const instant = new Date(key ?? '')
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function chosenDay({ answers }: Talk): string {
  if (answers.day === undefined) throw new Error('A time is asked for before the day is known')
  return answers.day
}
