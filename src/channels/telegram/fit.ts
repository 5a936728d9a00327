import type { Choice, Outgoing } from '#message.ts'

/** Characters that a phone shows in a row; where several buttons share one, each has its part of it. */
export const rowWidth = 38

/** Telegram's limit is 100 buttons; the ways out need some. */
const mostButtons = 84

type Question = NonNullable<Outgoing['question']>

/**
 * What of a question carries the task forward, with labels that a phone shows. Where one of a list is too long, all are numbered,
 * as they may be typed too, and `names` are what they say in full, for the text of the question.
 */
export function fit({ choices, layout }: Question): { forward: Choice[]; names: string | undefined } {
  const forward = choices.filter(({ aside }) => !aside).slice(0, mostButtons)
  if (layout !== 'list' || forward.every(({ label }) => label.length <= rowWidth)) return { forward, names: undefined }
  const names = forward.map(({ label }, index) => `${index + 1} · ${label}`)
  return {
    forward: forward.map((choice, index) => ({ ...choice, label: shorten(names[index] ?? choice.label, rowWidth) })),
    names: names.join('\n'),
  }
}

/** What is asked, with the names of what its buttons can't say in full. */
export function wording({ text, question }: Outgoing): string {
  const names = question && fit(question).names
  return names === undefined ? text : `${text}\n\n${names}`
}

/** Cut at a word, else anywhere but inside a character. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const head = text.slice(0, most - 1)
  const word = head.lastIndexOf(' ')
  const cut = word > most / 3 ? head.slice(0, word) : head
  // A bracket or a comma at the end would belong to what is not there.
  return `${(cut.isWellFormed() ? cut : cut.slice(0, -1)).replace(/[\s(,،;:·–—-]+$/u, '')}…`
}
