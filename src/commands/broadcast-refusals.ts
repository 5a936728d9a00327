import type { Created } from '#notices/broadcast/create.ts'
import type { Hindrance } from '#notices/broadcast/start.ts'

export type Refused = Exclude<Created, { outcome: 'created' }> | (Hindrance & { id?: string })

/** Why nobody is told, in a sentence with the remedy. */
export function writeRefusal(refused: Refused): string {
  switch (refused.outcome) {
    case 'unknown-place':
      return 'There is no such department, service or location in use: "terminlotse slots list" names them.'
    case 'days-in-the-wrong-order':
      return '--to lies before --from.'
    case 'twice':
      return `This broadcast exists already (${refused.id}) and is not sent twice: give another --key for another one.`
    case 'bad-texts': {
      const languages = refused.languages.join(', ')
      switch (refused.fault) {
        case 'missing-language':
          return `The texts lack ${languages}: add them, or narrow --languages.`
        case 'missing-placeholder':
          return `The texts in ${languages} lack {slots}, the place for the free times.`
        case 'unknown-placeholder':
          return `The text in ${languages} has ${refused.placeholder}: only {slots} is replaced.`
        case 'text-too-long':
          return `The texts in ${languages} are longer than 1500 characters.`
      }
    }
    // oxlint-disable-next-line no-fallthrough -- every fault has returned
    case 'in-the-past':
      return '--at lies in the past.'
    case 'no-audience':
      return 'Nobody would get it: nobody of this audience can be reached now.'
    case 'no-places':
      return 'No place of this offer is free: open slots, or offer other days.'
    case 'approval-needed':
      return `It goes to ${refused.people} people: for more than ${refused.alone} a second member of staff has to approve it at the desk and start it there${refused.id === undefined ? '' : ` (${refused.id})`}.`
    case 'other-starter-needed':
    case 'not-found':
    case 'not-possible':
      return 'This broadcast can not be started (any more).'
  }
}
