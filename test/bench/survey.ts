import type { Keys } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import type { Answers } from '#conversation/answers.ts'
import type { Talk, TalkDialog, TalkStep } from '#conversation/talk.ts'
import { takeTurn } from '#conversation/turn.ts'
import { choose } from '#conversation/understanding/choose.ts'

export const colours = ['red', 'green', 'blue']

/** A dialog of so many questions with the same three choices, in which every turn is a whole one of the engine's. */
export function survey(questions: number) {
  // One more than is answered: a dialog ends with a step that never is.
  const steps = keysOf(questions + 1).map(step)
  const dialog: TalkDialog = { steps: () => steps, lasting: ['language', 'met', 'greeted'], opened: new WeakMap() }
  const speak = loadTexts()
  const now = new Date()

  function talk(answers: Answers): Talk {
    return {
      answers,
      dialog,
      conversationId: 'survey',
      channel: 'webchat',
      proposed: undefined,
      now,
      lastAt: now,
      today: '2026-12-01',
      office: { zone: 'Europe/Berlin', departments: [], locations: [] },
      speak,
      reach: {},
      hasMail: false,
      isOnPage: false,
      isQuiet: false,
      keys: {} as Keys,
      tx: {
        query: async () => {
          throw new Error('The engine alone has no database')
        },
      },
    }
  }

  /** The state in which so many questions are answered, as it comes from a store. */
  function answered(count: number): Answers {
    const given = Object.fromEntries(keysOf(count).map((key) => [key, 'green']))
    return JSON.parse(JSON.stringify({ language: 'en', menu: 'book', met: true, greeted: true, ...given }))
  }

  async function answer(answers: Answers, text: string): Promise<{ answers: Answers; asked: string }> {
    const turn = await takeTurn(talk(answers), { kind: 'text', text })
    return { answers: turn.answers, asked: turn.messages.at(-1)?.question?.step ?? '' }
  }

  return { answered, answer }
}

/** Names that the engine of JavaScript knows as well as those that are written in a program. */
function keysOf(count: number): string[] {
  return Object.keys(Object.fromEntries(Array.from({ length: count }, (_, index) => [`q${index}`, true])))
}

function step(key: string): TalkStep {
  const choices = colours.map((label) => ({ value: `${key}:${label}`, label }))
  return {
    key,
    // Answers of the office have names of their own; the engine asks for none.
    gives: key as keyof Answers,
    ask: async () => ({ step: key, text: `Question ${key}?`, choices, layout: 'list', input: 'any' }),
    read: async (said) => {
      const chosen = said.kind === 'text' ? choose(said.text, choices) : { unclear: true as const }
      if (!('value' in chosen)) return { kind: 'unclear' }
      return { kind: 'answered', answers: { [key]: chosen.value.slice(key.length + 1) } }
    },
  }
}
