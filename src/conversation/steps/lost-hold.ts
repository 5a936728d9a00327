import type { FreeTime } from '#appointments/find-free.ts'
import { languageOf, say, type Talk, type TalkReading, textsOf } from '../talk.ts'
import { writeList, writeWhen } from '../when.ts'

/** The reserved time ran out before the last word: another is chosen, and nothing else is lost. */
export function lostHold(talk: Talk, alternatives: readonly FreeTime[]): TalkReading {
  const t = textsOf(talk)
  const times = alternatives.slice(0, 3).map((free) => writeWhen(free.startsAt, languageOf(talk)))
  const others = times.length > 0 ? [say(t('step.time.others', { times: writeList(times, languageOf(talk)) }))] : []
  return { kind: 'answered', answers: { time: undefined }, say: [say(t('hold.expired')), ...others] }
}
