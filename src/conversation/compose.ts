import type { Choice, Outgoing, Question } from '#message.ts'
import { firstOpen } from './dialog.ts'
import { waysOf } from './go-on.ts'
import type { Saying } from './step.ts'
import { languageOf, say, type Talk, textsOf } from './talk.ts'
import { writeList } from './when.ts'

/** Notes join the question in one message; an appointment, a cancellation or an erasure is a message of its own. */
export function compose(talk: Talk, notes: readonly Saying[], { text, ...question }: Question): Outgoing[] {
  const language = languageOf(talk)
  const messages: Outgoing[] = []
  let pending: string[] = []
  for (const { text: note, ...rest } of notes) {
    if (Object.keys(rest).length === 0) {
      pending.push(note)
      continue
    }
    if (pending.length > 0) messages.push({ text: pending.join('\n\n'), language })
    messages.push({ text: note, language, ...rest })
    pending = []
  }
  const choices = [...question.choices, ...asides(talk)]
  return [
    ...messages,
    { text: [...pending, text].filter(Boolean).join('\n\n'), language, question: { ...question, choices } },
  ]
}

/** The ways out that every question offers after its own choices. */
export function asides(talk: Talk): Choice[] {
  const t = textsOf(talk)
  const aside = (key: 'back' | 'menu' | 'stop' | 'help' | 'language' | 'privacy' | 'erase'): Choice => ({
    value: `menu:${key}`,
    label: t(`menu.${key}`),
    aside: true,
  })
  const elsewhere = waysOf(talk).map((channel) => ({
    value: `menu:${channel}`,
    label: t(`menu.${channel}`),
    aside: true,
  }))
  const notices = {
    value: talk.isQuiet ? 'menu:notices' : 'menu:quiet',
    label: t(talk.isQuiet ? 'reminders.turn-on' : 'reminders.turn-off'),
    aside: true,
  }
  const { language, menu, was, news, offer } = talk.answers
  if (language === undefined) return was?.step === 'language' ? [aside('back')] : []
  if (menu === undefined && (news || offer)) return [aside('menu'), aside('help'), aside('language'), notices]
  if (menu === undefined)
    return [
      aside('language'),
      aside('help'),
      ...elsewhere,
      aside('privacy'),
      aside('erase'),
      ...(talk.isQuiet ? [notices] : []),
    ]
  return [aside('back'), aside('stop'), aside('help'), aside('language')]
}

/**
 * What is said when the question was misunderstood so many times in a row: the second time it is put differently, the third
 * time there is help. `isExplained`: why has been said.
 */
export function confusion(talk: Talk, { times, isExplained }: { times: number; isExplained: boolean }): Saying[] {
  const t = textsOf(talk)
  if (times > 2) return [say(`${t('unclear.often')}\n\n${t('help')}`)]
  if (times === 0 || isExplained) return []
  return [say(times === 1 ? t('unclear.once') : t('unclear.twice'))]
}

/** The open question in other words. A summary has none: there the choices say it all. */
export function rephrase(talk: Talk, question: Question): Question {
  const key = rephrasable.find((each) => each === firstOpen(talk.dialog, talk).key)
  return key ? { ...question, text: textsOf(talk)(`step.${key}.again`) } : question
}

const rephrasable = [
  'language',
  'menu',
  'department',
  'service',
  'location',
  'day',
  'time',
  'name',
  'dateOfBirth',
  'people',
  'code',
  'appointment',
] as const

/** Says which answers no longer go with a changed one. */
export function sayDropped(keys: readonly string[], talk: Talk): Saying {
  const t = textsOf(talk)
  const labels = (['department', 'service', 'location', 'day', 'time'] as const)
    .filter((key) => keys.includes(key))
    .map((key) => t(`label.${key}`))
  return say(t('dropped', { what: writeList(labels, languageOf(talk)) }))
}
