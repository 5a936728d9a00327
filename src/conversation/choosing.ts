import type { Place } from '#appointments/find-free.ts'
import { type Department, inUse, type Location, type Service } from '#appointments/office.ts'
import type { Choice, Question } from '#message.ts'
import type { Answers } from './answers.ts'
import type { Said } from './step.ts'
import { type Talk, type TalkReading, type TalkStep, textsOf } from './talk.ts'
import { choose } from './understanding/choose.ts'

type StepKey = 'department' | 'service' | 'location' | 'appointment' | 'people'

/** One thing to choose: `key` is what is kept. `discreet` as of a Choice. */
export type Option = { key: string; label: string; discreet?: string }

/** A step that offers a list and keeps the chosen key. */
export function chooseOne(
  key: StepKey,
  step: Omit<TalkStep, 'key' | 'ask' | 'read'> & {
    options(talk: Talk): readonly Option[]
    answers(key: string, talk: Talk): Answers
  },
): TalkStep {
  return {
    key,
    ...step,
    ask: async (talk) => listQuestion(talk, key, step.options(talk)),
    read: async (said, talk) => {
      const chosen = readOption(said, key, step.options(talk))
      return chosen === undefined ? { kind: 'unclear' } : { kind: 'answered', answers: step.answers(chosen, talk) }
    },
  }
}

export function listQuestion(talk: Talk, key: StepKey, options: readonly Option[]): Question {
  return {
    step: key,
    text: textsOf(talk)(`step.${key}.ask`),
    choices: options.map(({ key: value, ...option }) => ({ value: `${key}:${value}`, ...option })),
    layout: 'list',
    input: 'any',
  }
}

export function readOption(said: Said, step: string, options: readonly Option[]): string | undefined {
  if (said.kind === 'press') return options.find((option) => option.key === said.key)?.key
  return readChoice(
    said.text,
    step,
    options.map((option) => ({ value: `${step}:${option.key}`, label: option.label })),
  )
}

/** The key of the one choice that a text names by its number, its label or a part of it. */
export function readChoice(text: string, step: string, choices: readonly Choice[]): string | undefined {
  const chosen = choose(text, choices)
  return 'value' in chosen ? chosen.value.slice(step.length + 1) : undefined
}

export function departmentOf({ answers, office }: Talk): Department | undefined {
  return office.departments.find((department) => department.id === answers.department)
}

export function serviceOf(talk: Talk): Service | undefined {
  return departmentOf(talk)?.services.find((service) => service.id === talk.answers.service)
}

/** Where the service is offered. */
export function locationsOf(talk: Talk): Location[] {
  const ids = serviceOf(talk)?.locationIds ?? []
  return inUse(talk.office.locations).filter((location) => ids.includes(location.id))
}

/** The chosen location, or the only one there is. */
export function locationOf(talk: Talk): Location | undefined {
  const locations = locationsOf(talk)
  return locations.length === 1 ? locations[0] : locations.find((location) => location.id === talk.answers.location)
}

/** What is being looked for, and for whom, once the answers say it; asking for a time without them is a mistake of the dialog. */
export function wishOf(talk: Talk): Place & { serviceId: string; holderId: string } {
  const service = serviceOf(talk)
  const location = locationOf(talk)
  if (!service || !location) throw new Error('A time is asked for before service and location are known')
  const { departmentId, id: serviceId, units } = service
  return { departmentId, serviceId, locationId: location.id, units, holderId: talk.conversationId }
}

/** `why`: what exactly can't be read; without it that is said in general. */
export function unclear(why?: string): TalkReading {
  return { kind: 'unclear', ...(why !== undefined && { say: { text: why } }) }
}

export function refused(text: string): TalkReading {
  return { kind: 'refused', say: { text } }
}
