import type { Choice, Outgoing } from '#message.ts'

/** A button of the chat that a letter has too. `value` is what is pressed there; `subject` is the offer, appointment or lot. */
export type LetterAnswer = { about: 'offer' | 'reminder' | 'moved' | 'drawn'; key: string; subject: string } & {
  value: string
  label: string
}

/**
 * Which of the buttons below what a letter tells can be pressed without the chat: those that answer at once. What leads to another
 * question stays where it can be asked.
 */
export function answersIn(messages: readonly Outgoing[]): LetterAnswer[] {
  return answersAmong(messages.flatMap(({ question }) => question?.choices ?? []))
}

export function answersAmong(choices: readonly Choice[]): LetterAnswer[] {
  return choices.flatMap(({ value, label }) => {
    const [about = '', key = '', ...subject] = value.split(':')
    const known = atOnce.find((each) => each.about === about && each.keys.includes(key))
    return known ? [{ about: known.about, key, subject: subject.join(':'), value, label }] : []
  })
}

const atOnce: readonly { about: LetterAnswer['about']; keys: readonly string[] }[] = [
  { about: 'offer', keys: ['accept', 'decline'] },
  { about: 'reminder', keys: ['coming'] },
  { about: 'moved', keys: ['keep'] },
  { about: 'drawn', keys: ['yes', 'no'] },
]
