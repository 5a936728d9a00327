import type { Choice } from '#message.ts'
import type { Language } from '#texts.ts'
import type { Random } from './random.ts'

/** The open question, as every channel shows it. */
export type Asked = { step: string; choices: readonly Choice[] }

/** What an office's message means to a visitor; appointments go by their codes. */
export type Noticed = { question?: Asked | undefined; booked?: string | undefined; cancelled?: string | undefined }

/**
 * Somebody who books, moves and cancels again and again, presses and types, hesitates and asks for help. What is said
 * next depends on chance and on what was heard, and on nothing else.
 */
export function visitor(number: number, { language, random }: { language: Language; random: Random }) {
  let open: Asked | undefined
  const booked = new Set<string>()
  // Half of them come for two things.
  const wanted = 1 + (number % 2)

  function notice(noticed: Noticed): void {
    open = noticed.question ?? open
    if (noticed.booked !== undefined) booked.add(noticed.booked)
    if (noticed.cancelled !== undefined) booked.delete(noticed.cancelled)
  }

  /** A button's value or a text. */
  function next(): string {
    const { step, choices } = open ?? { step: 'language', choices: [] }
    if (step === 'language') return `language:${language}`
    if (step === 'name') return nameOf(number)
    if (step === 'dateOfBirth') return '24.08.1991'
    if (step === 'code') return 'menu:stop'
    if (random.chance(0.1)) return random.pick(digressions)
    if (step === 'menu') return random.pick(booked.size < wanted ? firstTasks : laterTasks)
    const forward = choices.filter(({ aside }) => aside !== true)
    if (forward.length === 0) return 'menu:stop'
    const index = random.below(Math.min(forward.length, 6))
    // Over and over the same digit answers different questions: it must never answer the next one too.
    if (step !== 'day' && step !== 'time' && random.chance(0.5)) return String(index + 1)
    return forward[index]?.value ?? 'menu:stop'
  }

  return { notice, next, asked: (): Asked | undefined => open, hasAll: () => booked.size >= wanted }
}

const firstTasks = ['menu:book', '1', 'menu:book', 'menu:appointments']
const laterTasks = ['menu:move', 'menu:cancel', '3', '4', 'menu:appointments', 'menu:book']
const digressions = ['menu:help', 'menu:back', 'menu:back', 'menu:language', 'menu:privacy', 'blubb', 'menu:stop']

/** Letters only, different for every number: Probe Aba, Probe Abb, … */
export function nameOf(number: number): string {
  const letters = [...String(number).padStart(4, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  return `Probe Person${letters}`
}
