import { inUse } from '#appointments/office.ts'
import { Language } from '#texts.ts'
import { command, leave, type Stand } from './commands.ts'
import { readDeepLink } from './deep-link.ts'
import { takeOver } from './take-over.ts'
import { type Talk, withAnswers } from './talk.ts'

/** Somebody came by a link. What it answers is not asked again; a language that was chosen before stays. */
export async function followLink(talk: Talk, payload: string, settled: string | undefined): Promise<Stand> {
  const link = readDeepLink(payload)
  if (link && 'transfer' in link) return takeOver(talk, link.transfer)
  const language = talk.answers.language ?? link?.language ?? Language.safeParse(settled).data
  const spoken = withAnswers(talk, { language })
  const department = inUse(talk.office.departments).find(({ id }) => id === link?.department)?.id
  if (department === undefined) return talk.answers.met ? command(spoken, 'menu') : { talk: spoken, say: [] }
  // The link that was followed already changes nothing: what has been answered since is kept.
  if (talk.answers.menu === 'book' && talk.answers.department === department) return { talk: spoken, say: [] }
  const left = await leave(spoken)
  return { talk: withAnswers(left.talk, { menu: 'book', department }), say: left.say }
}
