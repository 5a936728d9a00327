import { appointmentsOf } from '#appointments/find.ts'
import { inUse } from '#appointments/office.ts'
import { Language } from '#texts.ts'
import { command, leave, type Stand } from './commands.ts'
import { readDeepLink } from './deep-link.ts'
import { toAppointment } from './steps/appointment.ts'
import { tryOut } from './try-out.ts'
import { takeOver } from './take-over.ts'
import { type Talk, withAnswers } from './talk.ts'

/** Somebody came by a link. What it answers is not asked again; a language that was chosen before stays. */
export async function followLink(talk: Talk, payload: string, settled: string | undefined): Promise<Stand> {
  const link = readDeepLink(payload)
  if (link && 'transfer' in link) return takeOver(talk, link.transfer)
  if (link && 'broadcast' in link) return tryOut(talk, link.broadcast, settled)
  if (link && 'task' in link) return actOn(talk, link, settled)
  const language = talk.answers.language ?? link?.language ?? Language.safeParse(settled).data
  const spoken = withAnswers(talk, { language })
  const department = inUse(talk.office.departments).find(({ id }) => id === link?.department)?.id
  if (department === undefined) return talk.answers.met ? command(spoken, 'menu') : { talk: spoken, say: [] }
  // The link that was followed already changes nothing: what has been answered since is kept.
  if (talk.answers.menu === 'book' && talk.answers.department === department) return { talk: spoken, say: [] }
  const left = await leave(spoken)
  return { talk: withAnswers(left.talk, { menu: 'book', department }), say: left.say }
}

/** A letter leads to moving or cancelling. Where the appointment is not known, its code is there already and the date of birth opens it. */
async function actOn(
  talk: Talk,
  { task, code }: { task: 'move' | 'cancel'; code: string },
  settled: string | undefined,
): Promise<Stand> {
  const language = talk.answers.language ?? Language.safeParse(settled).data
  const left = await leave(withAnswers(talk, { language }))
  const mine = (await appointmentsOf(talk.tx, talk)).find((each) => each.code === code)
  const known = mine ? toAppointment(mine) : ({ elsewhere: true, code } as const)
  return { talk: withAnswers(left.talk, { menu: task, ...known }), say: left.say }
}
